package io.processheat.webhook.core.json;

import java.math.BigInteger;

/** Integers of any size, up to where Python refuses them: converting digits costs quadratic time. */
final class Digits {

    private static final int MAX_DIGITS = 4300;
    /** 10^4300 has 14,285 bits. */
    private static final int MAX_BITS = 14_285;

    private Digits() {}

    /** The canonical form of an integer literal of JSON. */
    static String canonical(String literal) {
        boolean negative = literal.charAt(0) == '-';
        if (literal.length() - (negative ? 1 : 0) > MAX_DIGITS) {
            throw tooMany();
        }
        return literal.equals("-0") ? "0" : literal;
    }

    static String canonical(BigInteger value) {
        if (value.bitLength() > MAX_BITS) {
            throw tooMany();
        }
        return canonical(value.toString());
    }

    private static Refusal tooMany() {
        return new Refusal("more than " + MAX_DIGITS + " digits");
    }
}
