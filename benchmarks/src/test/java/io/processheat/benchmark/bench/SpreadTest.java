package io.processheat.benchmark.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void theMedianIgnoresTheOrderAndTheOutlier() {
        assertEquals(new Spread(30, 20, 1_000), Spread.of(30, 1_000, 20));
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetween() {
        assertEquals(25, Spread.of(20, 1_000, 10, 30).median());
    }

    @Test
    void ratiosAreThoseOfNeighbours() {
        double[] figures = {10, 30, 80};
        double[] references = {100, 100, 200};
        assertEquals(new Spread(0.3, 0.1, 0.4), Spread.ofRatios(figures, references));
    }

    @Test
    void showsTheMedianThenTheRange() {
        assertEquals("1,234.5 µs (1.0..9,999.0)", new Spread(1_234.5, 1, 9_999).show("%,.1f", "µs"));
        assertEquals("0.30 (0.10..0.40)", new Spread(0.3, 0.1, 0.4).show("%.2f"));
    }
}
