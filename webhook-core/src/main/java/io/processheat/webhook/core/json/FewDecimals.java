package io.processheat.webhook.core.json;

/**
 * Doubles with at most six decimal places, as sensors give them: their text without a search for the shortest digits.
 *
 * <p>Different decimals of up to 15 digits are different doubles. So where one of them reads back as the double, it is the
 * only one, and without its trailing zeros the shortest.
 */
final class FewDecimals {

    /** {@code 123456789.123456} */
    static final int LONGEST = 16;

    private static final long NONE = -1;
    private static final int PLACES = 6;
    private static final int UNITS = 1_000_000;
    private static final double BELOW = 1e9;
    /** Smaller ones than 0.0001 Python writes with an exponent. */
    private static final long SMALLEST = 100;

    private FewDecimals() {}

    /**
     * Writes a double that is not negative.
     *
     * @param to with room for {@value #LONGEST} more bytes
     * @return where its text ends; {@code at}, where it is none of these doubles
     */
    static int write(double value, byte[] to, int at) {
        long millionths = millionths(value);
        return millionths == NONE ? at : write((int) (millionths / UNITS), (int) (millionths % UNITS), to, at);
    }

    private static long millionths(double value) {
        if (value >= BELOW) {
            return NONE;
        }
        long millionths = (long) (value * UNITS + 0.5);
        boolean exact = (double) millionths / UNITS == value;
        return exact && (millionths >= SMALLEST || millionths == 0) ? millionths : NONE;
    }

    private static int write(int whole, int fraction, byte[] to, int at) {
        int point = at + width(whole);
        digits(whole, to, at, point);
        to[point] = '.';
        int end = point + 1 + PLACES;
        digits(fraction, to, point + 1, end);
        while (to[end - 1] == '0' && end > point + 2) {
            end--;
        }
        return end;
    }

    private static int width(int number) {
        int width = 1;
        for (int rest = number / 10; rest > 0; rest /= 10) {
            width++;
        }
        return width;
    }

    private static void digits(int number, byte[] to, int from, int end) {
        int rest = number;
        for (int i = end - 1; i >= from; i--) {
            to[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
