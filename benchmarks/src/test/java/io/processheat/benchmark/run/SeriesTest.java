package io.processheat.benchmark.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SeriesTest {

    @Test
    void theMedianIgnoresTheOrderAndTheOutlier() {
        Series series = series(30, 1_000, 20);
        assertEquals(30, series.medianPerSecond());
        assertEquals(1.0 / 30, series.medianCpuMicros());
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetween() {
        assertEquals(25, series(20, 1_000, 10, 30).medianPerSecond());
    }

    private static Series series(double... rates) {
        Series series = new Series();
        for (double rate : rates) {
            series.add(new Sample(rate, 1 / rate));
        }
        return series;
    }
}
