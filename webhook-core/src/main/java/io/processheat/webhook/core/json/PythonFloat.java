package io.processheat.webhook.core.json;

import com.fasterxml.jackson.core.io.NumberOutput;

/** The text of a double as Python's {@code repr} has it: the shortest digits that read back as the same double. */
final class PythonFloat {

    /** Java and Python both write these plainly, with the same digits. */
    private static final double PLAIN_FROM = 1e-3;

    private static final double PLAIN_BELOW = 1e7;
    private static final int MAX_PLAIN_EXPONENT = 15;
    private static final int MIN_PLAIN_EXPONENT = -4;

    private PythonFloat() {}

    static String repr(double finite) {
        String java = NumberOutput.toString(finite, true);
        double magnitude = Math.abs(finite);
        if (magnitude == 0 || magnitude >= PLAIN_FROM && magnitude < PLAIN_BELOW) {
            return java;
        }
        StringBuilder text = new StringBuilder(24);
        if (finite < 0) {
            text.append('-');
        }
        write(text, magnitude, finite < 0 ? java.substring(1) : java);
        return text.toString();
    }

    /** Rewrites Java's {@code d.dddE±x}. */
    private static void write(StringBuilder text, double magnitude, String java) {
        int e = java.indexOf('E');
        int exponent = Integer.parseInt(java, e + 1, java.length(), 10);
        String digits = java.charAt(0) + (e == 3 && java.charAt(2) == '0' ? "" : java.substring(2, e));
        if (digits.length() == 2 && magnitude < 1e-300) {
            String single = singleDigit(java.substring(0, e), exponent);
            if (Double.parseDouble(single) == magnitude) {
                exponent = Integer.parseInt(single.substring(single.indexOf('E') + 1));
                digits = single.substring(0, 1);
            }
        }
        if (exponent > MAX_PLAIN_EXPONENT || exponent < MIN_PLAIN_EXPONENT) {
            scientific(text, digits, exponent);
        } else {
            plain(text, digits, exponent);
        }
    }

    /** Java never gives fewer than two digits (4.9E-324), where Python says 5e-324: near zero one digit can do. */
    private static String singleDigit(String twoDigits, int exponent) {
        long rounded = Math.round(Double.parseDouble(twoDigits));
        return rounded == 10 ? "1E" + (exponent + 1) : rounded + "E" + exponent;
    }

    private static void scientific(StringBuilder text, String digits, int exponent) {
        text.append(digits.charAt(0));
        if (digits.length() > 1) {
            text.append('.').append(digits, 1, digits.length());
        }
        text.append('e').append(exponent < 0 ? '-' : '+');
        int size = Math.abs(exponent);
        if (size < 10) {
            text.append('0');
        }
        text.append(size);
    }

    private static void plain(StringBuilder text, String digits, int exponent) {
        if (exponent < 0) {
            text.append("0.").append("0".repeat(-exponent - 1)).append(digits);
            return;
        }
        int whole = exponent + 1;
        if (digits.length() > whole) {
            text.append(digits, 0, whole).append('.').append(digits, whole, digits.length());
        } else {
            text.append(digits).append("0".repeat(whole - digits.length())).append(".0");
        }
    }
}
