package io.processheat.benchmark.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class HistogramTest {

    private final Histogram histogram = new Histogram();

    @Test
    void smallNumbersAreExact() {
        for (int i = 1; i <= 100; i++) {
            histogram.add(i);
        }
        assertEquals(100, histogram.count());
        assertEquals(50, histogram.percentile(0.5));
        assertEquals(99, histogram.percentile(0.99));
        assertEquals(100, histogram.percentile(1));
    }

    @Test
    void largeNumbersAreWithinOnePercent() {
        for (long value = 200; value < 100_000_000_000L; value = value * 3 / 2) {
            histogram.clear();
            histogram.add(value);
            long found = histogram.percentile(0.5);
            assertTrue(value <= found && found <= value * 1.01, value + " came out as " + found);
        }
    }

    @Test
    void aFewSlowOnesShowInTheTailAlone() {
        for (int i = 0; i < 98; i++) {
            histogram.add(10);
        }
        histogram.add(5_000_000);
        histogram.add(5_000_000);
        assertEquals(10, histogram.percentile(0.98));
        assertTrue(histogram.percentile(0.99) >= 5_000_000);
    }

    @Test
    void ofNothingIsZero() {
        assertEquals(0, histogram.percentile(0.99));
    }
}
