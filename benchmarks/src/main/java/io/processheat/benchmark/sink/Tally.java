package io.processheat.benchmark.sink;

import java.util.HashMap;
import java.util.Map;

/** What the sink has counted since it was last reset. Of the sink's thread alone. */
final class Tally {

    private static final String LEDGER = "/ledger/";


    private final Histogram latencyMicros = new Histogram();
    private final Map<Integer, Ledger> ledgers = new HashMap<>();
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

    Ledger ledger(int number) {
        return ledgers.computeIfAbsent(number, unknown -> new Ledger());
    }

    /** What a GET of this path is answered with. */
    String answer(String path) {
        if (path.equals("/reset")) {
            reset();
        }
        return path.startsWith(LEDGER)
                ? ledger(Integer.parseInt(path.substring(LEDGER.length()))).count().text()
                : count().text();
    }

    private void reset() {
        received = 0;
        firstNanos = 0;
        latencyMicros.clear();
        ledgers.clear();
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
