package io.processheat.benchmark.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TallyTest {

    @Test
    void aFewSlowRequestsShowInTheTailAlone() {
        Tally tally = new Tally();
        for (int i = 0; i < 98; i++) {
            tally.received(System.nanoTime());
        }
        for (int i = 0; i < 2; i++) {
            tally.received(System.nanoTime() - 5_000_000_000L);
        }
        SinkCount count = SinkCount.parse(tally.toString());
        assertEquals(100, count.received());
        assertTrue(count.p50Micros() < 5_000_000, count.toString());
        assertTrue(count.p99Micros() >= 5_000_000, count.toString());
    }
}
