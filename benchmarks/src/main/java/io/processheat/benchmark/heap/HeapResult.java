package io.processheat.benchmark.heap;

import io.processheat.benchmark.publisher.Heap;
import io.processheat.benchmark.publisher.Measurement;
import io.processheat.benchmark.sink.SinkCount;
import java.util.Locale;

/**
 * What the section measured.
 *
 * @param empty before anything is pending
 * @param filled the publishing of what is pending
 * @param full when all is pending
 * @param working after another webhook was delivered to meanwhile
 * @param before that other webhook's latency with nothing pending
 * @param during the same with everything pending
 */
record HeapResult(Heap empty, Measurement filled, Heap full, Heap working, SinkCount before, SinkCount during) {

    String table() {
        String given = "`" + full.limit() + "`";
        return "| pending deliveries | heap after collection, " + given + " | another webhook: p50 | p99 |\n|---|---:|---:|---:|\n"
                + row("0", mebibytes(empty), before)
                + row(String.format(Locale.ROOT, "%,d, published at %,.0f/s", filled.deliveries(), filled.perSecond()),
                        mebibytes(full) + ", later " + mebibytes(working), during);
    }

    private static String row(String pending, String heap, SinkCount latency) {
        return String.format(Locale.ROOT, "| %s | %s | %.2f ms | %.2f ms |%n",
                pending, heap, latency.p50Micros() / 1e3, latency.p99Micros() / 1e3);
    }

    private static String mebibytes(Heap heap) {
        return String.format(Locale.ROOT, "%.0f MiB", heap.usedBytes() / 1048576.0);
    }
}
