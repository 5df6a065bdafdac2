package io.processheat.webhook.bridge.internal;

import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Calendar;
import java.util.Date;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** Single values as what JSON can hold: an immutable string, number or boolean. */
final class Scalars {

    private static final Set<Class<?>> IMMUTABLE_NUMBERS = Set.of(
            Integer.class, Long.class, Double.class, Float.class, Short.class, Byte.class, BigDecimal.class, BigInteger.class);

    private Scalars() {}

    /** @return null where the type has no plain form */
    static Object plain(Object value) {
        if (value instanceof String || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Number number) {
            return IMMUTABLE_NUMBERS.contains(value.getClass()) ? number : immutable(number);
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof Date date) {
            return Instant.ofEpochMilli(date.getTime()).toString(); // toInstant() of a java.sql.Date throws
        }
        if (value instanceof Calendar calendar) {
            return calendar.toInstant().toString();
        }
        if (value instanceof AtomicBoolean flag) {
            return flag.get();
        }
        return isText(value) ? value.toString() : null;
    }

    private static Number immutable(Number number) {
        boolean whole = number instanceof AtomicInteger || number instanceof AtomicLong
                || number instanceof LongAdder || number instanceof LongAccumulator;
        if (whole) {
            return number.longValue();
        }
        return number.doubleValue();
    }

    private static boolean isText(Object value) {
        return value instanceof CharSequence || value instanceof Character
                || value instanceof TemporalAccessor || value instanceof TemporalAmount || value instanceof ZoneId
                || value instanceof UUID || value instanceof URI || value instanceof URL
                || value instanceof Path || value instanceof File;
    }
}
