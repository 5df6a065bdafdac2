package io.processheat.benchmark.sink;

/** What the sink has counted since it was last reset. Of the sink's thread alone. */
final class Tally {

    private final Histogram latencyMicros = new Histogram();
    private long received;
    private long firstNanos;

    void received() {
        if (received++ == 0) {
            firstNanos = System.nanoTime();
        }
    }

    /**
     * Takes the time that a received request carried: the {@link System#nanoTime()} of its publishing, a clock that all
     * processes of a Linux machine share. 0: it carried none.
     */
    void timed(long publishedNanos) {
        if (publishedNanos != 0) {
            latencyMicros.add((System.nanoTime() - publishedNanos) / 1_000);
        }
    }

    void reset() {
        received = 0;
        firstNanos = 0;
        latencyMicros.clear();
    }

    SinkCount count() {
        return new SinkCount(
                received,
                firstNanos,
                latencyMicros.count(),
                latencyMicros.percentile(0.5),
                latencyMicros.percentile(0.99));
    }
}
