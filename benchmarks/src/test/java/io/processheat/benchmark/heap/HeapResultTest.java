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
                new Measurement(1_000_000, 20, 0), 980_000, row(15, 800, 2_000), row(20, 900, 3_000), row(40, 1_000, 4_000));

        String table = result.table();

        assertTrue(table.contains("`-Xmx256m`"), table);
        assertTrue(table.contains("| 0 | 15 MiB | 0.80 ms | 2.00 ms |"), table);
        assertTrue(table.contains("| 1,000,000, published at 50,000/s, paused | 20 MiB | 0.90 ms | 3.00 ms |"), table);
        assertTrue(table.contains("| 980,000, being worked off | 40 MiB | 1.00 ms | 4.00 ms |"), table);
    }

    private static HeapResult.Row row(long mebibytes, long p50, long p99) {
        return new HeapResult.Row(new Heap(mebibytes << 20, "-Xmx256m"), new SinkCount(100, 1, 100, p50, p99));
    }
}
