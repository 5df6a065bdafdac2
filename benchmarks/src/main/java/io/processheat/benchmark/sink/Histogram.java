package io.processheat.benchmark.sink;

import java.util.Arrays;

/** Counts of numbers, exact below 256 and within 1 % above. */
public final class Histogram {

    private static final int PRECISION_BITS = 7;
    private static final int STEPS = 1 << PRECISION_BITS;

    private final long[] counts = new long[(Long.SIZE - PRECISION_BITS) * STEPS];
    private long count;

    public void add(long value) {
        counts[bucket(Math.max(0, value))]++;
        count++;
    }

    public long count() {
        return count;
    }

    /** The least number that this share of all does not exceed; 0 where there are none. */
    public long percentile(double share) {
        long rank = (long) Math.ceil(count * share);
        long seen = 0;
        for (int bucket = 0; seen < rank; bucket++) {
            seen += counts[bucket];
            if (seen >= rank) {
                return largest(bucket);
            }
        }
        return 0;
    }

    void clear() {
        Arrays.fill(counts, 0);
        count = 0;
    }

    /** Up to twice the steps a bucket holds one number; from each power of two on, buckets are twice as wide. */
    private static int bucket(long value) {
        int shift = Math.max(0, Long.SIZE - 1 - PRECISION_BITS - Long.numberOfLeadingZeros(value));
        return shift * STEPS + (int) (value >> shift);
    }

    private static long largest(int bucket) {
        int shift = Math.max(0, bucket / STEPS - 1);
        return ((bucket - (long) shift * STEPS + 1) << shift) - 1;
    }
}
