package io.processheat.benchmark.heap;

import io.processheat.benchmark.publisher.Heap;
import io.processheat.benchmark.publisher.Measurement;
import io.processheat.benchmark.sink.SinkCount;
import java.util.Locale;

/**
 * What the section measured.
 *
 * @param filled the publishing of what is pending
 * @param left of it at the end
 */
record HeapResult(Measurement filled, long left, Row empty, Row paused, Row resumed) {

    /**
     * @param heap after {@code lively} was measured
     * @param lively latency of another webhook
     */
    record Row(Heap heap, SinkCount lively) {}

    String table() {
        String limit = "`" + empty.heap().limit() + "`";
        return "| pending deliveries | heap after collection, " + limit + " | another webhook: p50 | p99 |\n|---|---:|---:|---:|\n"
                + row("0", empty)
                + row(String.format(Locale.ROOT, "%,d, published at %,.0f/s, paused", filled.deliveries(), filled.perSecond()), paused)
                + row(String.format(Locale.ROOT, "%,d, being worked off", left), resumed);
    }

    private static String row(String pending, Row row) {
        return String.format(
                Locale.ROOT,
                "| %s | %.0f MiB | %.2f ms | %.2f ms |%n",
                pending,
                row.heap().usedBytes() / 1048576.0,
                row.lively().p50Micros() / 1e3,
                row.lively().p99Micros() / 1e3);
    }
}
