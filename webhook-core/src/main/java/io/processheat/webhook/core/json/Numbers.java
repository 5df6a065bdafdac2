package io.processheat.webhook.core.json;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Writes Java's numbers as Python would write them after reading them. */
final class Numbers {

    /** Enough for every number type of the JDK; what says more of itself is no plain number. */
    private static final int LONGEST_TEXT = 5000;

    private Numbers() {}

    static void write(Number number, CanonicalOutput out) {
        if (number instanceof Double value) {
            out.number(value);
        } else if (number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte) {
            out.ascii(Long.toString(number.longValue()));
        } else if (number instanceof Float value) {
            single(value, out);
        } else if (number instanceof BigInteger value) {
            out.ascii(Digits.canonical(value));
        } else if (number instanceof BigDecimal value) {
            decimal(value, out);
        } else {
            other(number, out);
        }
    }

    /** By its own shortest digits: 0.1f is 0.1 to whoever wrote it, not the double 0.10000000149011612. */
    private static void single(Float value, CanonicalOutput out) {
        out.number(Double.parseDouble(NumberOutput.toString(value, true)));
    }

    /** Without a scale an integer with all its digits, otherwise the nearest double: no receiver reads it more exactly. */
    private static void decimal(BigDecimal value, CanonicalOutput out) {
        String unscaled = Digits.canonical(value.unscaledValue());
        if (value.scale() == 0) {
            out.ascii(unscaled);
        } else {
            out.number(value.doubleValue());
        }
    }

    /** AtomicLong, DoubleAdder, …: by what they say of themselves. */
    private static void other(Number number, CanonicalOutput out) {
        if (!Double.isFinite(number.doubleValue())) {
            out.number(number.doubleValue());
            return;
        }
        String text = number.toString();
        if (text.length() > LONGEST_TEXT) {
            throw noPlainNumber(number);
        }
        try {
            decimal(new BigDecimal(text), out);
        } catch (NumberFormatException e) {
            throw noPlainNumber(number);
        }
    }

    private static Refusal noPlainNumber(Number number) {
        return new Refusal("a " + number.getClass().getName() + " is no plain number");
    }
}
