package io.processheat.benchmark.sink;

import java.util.Arrays;

/** What the sink has counted since it was last reset. Of the sink's thread alone. */
final class Tally {

    private static final int BUCKET_MICROS = 10;
    private static final int BUCKETS = 1_000_000;

    private final long[] latencies = new long[BUCKETS];
    private long received;
    private long timed;

    void received() {
        received++;
    }

    /** A request that was published at this {@link System#nanoTime()}, a clock that all processes of a Linux machine share. */
    void received(long publishedNanos) {
        received++;
        timed++;
        long micros = Math.max(0, System.nanoTime() - publishedNanos) / 1_000;
        latencies[(int) Math.min(BUCKETS - 1, micros / BUCKET_MICROS)]++;
    }

    void reset() {
        received = 0;
        timed = 0;
        Arrays.fill(latencies, 0);
    }

    private long percentileMicros(double share) {
        long rank = (long) Math.ceil(timed * share);
        long seen = 0;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            seen += latencies[bucket];
            if (seen >= rank) {
                return (long) (bucket + 1) * BUCKET_MICROS;
            }
        }
        return (long) BUCKETS * BUCKET_MICROS;
    }

    /** As {@link SinkCount} reads it. */
    @Override
    public String toString() {
        return timed == 0
                ? received + " 0 0"
                : received + " " + percentileMicros(0.5) + " " + percentileMicros(0.99);
    }
}
