package io.processheat.benchmark.heap;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.benchmark.publisher.Heap;
import io.processheat.benchmark.publisher.Measurement;
import io.processheat.benchmark.sink.SinkCount;
import org.junit.jupiter.api.Test;

class HeapResultTest {

    @Test
    void showsTheHeapUnderItsLimitAndTheOtherWebhook() {
        HeapResult result = new HeapResult(
                heap(15), new Measurement(1_000_000, 20, 0), heap(40), heap(41), latency(800, 2_000), latency(900, 3_000));

        String table = result.table();

        assertTrue(table.contains("`-Xmx256m`"), table);
        assertTrue(table.contains("| 0 | 15 MiB | 0.80 ms | 2.00 ms |"), table);
        assertTrue(table.contains("| 1,000,000, published at 50,000/s | 40 MiB, later 41 MiB | 0.90 ms | 3.00 ms |"), table);
    }

    private static Heap heap(long mebibytes) {
        return new Heap(mebibytes << 20, "-Xmx256m");
    }

    private static SinkCount latency(long p50, long p99) {
        return new SinkCount(100, 1, 100, p50, p99);
    }
}
