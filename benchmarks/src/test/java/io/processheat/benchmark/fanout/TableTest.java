package io.processheat.benchmark.fanout;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.benchmark.sink.SinkCount;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void showsMediansSpreadsAndTheRatiosOfEachRound() {
        Results results = new Results();
        results.reference.add(new Sample(100_000, 5, 0, 0.9));
        results.reference.add(new Sample(200_000, 5, 0, 0.9));
        for (Series series : new Series[] {results.single, results.tenfold, results.backlogged}) {
            series.add(new Sample(20_000, 40, 6_000, 0.25));
            series.add(new Sample(60_000, 50, 8_000, 0.35));
        }
        results.singleLatencies.add(4_000, new SinkCount(4_000, 1, 4_000, 1_000, 4_000));
        results.tenfoldLatencies.add(8_000, new SinkCount(8_000, 1, 8_000, 1_230, 4_560));

        String table = new Table(results).toString();

        assertContains(table, "| 150,000 (100,000..200,000) | 1.00 (1.00..1.00) | 5.0 µs (5.0..5.0) | 1.0 (1.0..1.0) | – | 90 % |");
        assertContains(table, "| 40,000 (20,000..60,000) | 0.25 (0.20..0.30) | 45.0 µs (40.0..50.0) | 9.0 (8.0..10.0) | 7,000 B (6,000..8,000) | 30 % |");
        assertContains(table, "| fan-out 10 | 8,000 | 1.23 ms (1.23..1.23) | 4.56 ms (4.56..4.56) |");
    }

    private static void assertContains(String table, String part) {
        assertTrue(table.contains(part), table);
    }
}
