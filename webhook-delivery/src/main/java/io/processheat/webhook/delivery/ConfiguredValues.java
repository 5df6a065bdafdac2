package io.processheat.webhook.delivery;

import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.osgi.service.component.ComponentException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The values of one configuration. One that cannot be used is refused, with its key and its range, and the last good one
 * stays.
 */
final class ConfiguredValues {

    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredValues.class);

    private final Settings last;

    /** @param last settings that were good; null for the defaults, which are */
    ConfiguredValues(Settings last) {
        this.last = last;
    }

    int integer(String key, LongSupplier value, int least, int most, Function<Settings, Number> lastGood) {
        return (int) number(key, value, least, most, lastGood);
    }

    long number(String key, LongSupplier value, long least, long most, Function<Settings, Number> lastGood) {
        String range = "a number from " + least + " to " + most;
        Function<Long, Long> inRange = number -> {
            if (number < least || number > most) {
                throw new IllegalArgumentException("it is " + number);
            }
            return number;
        };
        return parsed(key, value::getAsLong, inRange, range, settings -> lastGood.apply(settings).longValue());
    }

    /** @param parse throws IllegalArgumentException where the value cannot be used, saying why */
    <R, T> T parsed(String key, Supplier<R> value, Function<R, T> parse, String range, Function<Settings, T> lastGood) {
        try {
            return parse.apply(value.get());
        } catch (IllegalArgumentException | ComponentException e) {
            if (last == null) {
                throw e;
            }
            LOG.error("Configuration {} is refused and keeps its last value: {} (it takes {})", key, e.getMessage(), range);
            return lastGood.apply(last);
        }
    }
}
