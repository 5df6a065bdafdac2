package io.processheat.demo.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long START = Long.MAX_VALUE - 5 * SECOND; // nanoTime may wrap around

    @Test
    void firstIsDueAtOnceAndTheNextAfterItsInterval() {
        Pace pace = new Pace(2, START);
        assertEquals(1, pace.due(START));
        assertEquals(0, pace.due(START + SECOND / 2 - 1));
        assertEquals(1, pace.due(START + SECOND / 2));
        assertEquals(SECOND / 2, pace.nanosToNext(START + SECOND / 2));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 2, 333.3, 10_000})
    void keepsItsRateOverManyUnevenTicks(double rate) {
        Pace pace = new Pace(rate, START);
        long[] ticks = {1_000_000, 1_700_123, 3, 12_345_678};
        long counted = 0;
        long elapsed = 0;
        for (int i = 0; i < 20_000; i++) {
            elapsed += ticks[i % ticks.length];
            counted += pace.due(START + elapsed);
        }
        assertEquals(elapsed * rate / SECOND, counted, 1);
    }

    @Test
    void pauseOwesOneSecondAtTheMost() {
        Pace pace = new Pace(1_000, START);
        assertEquals(1_000, pace.due(START + 3_600 * SECOND));
        assertEquals(0, pace.due(START + 3_600 * SECOND));
        assertEquals(1, pace.due(START + 3_600 * SECOND + 1_000_000));
    }

    @Test
    void pauseAtALowRateStillOwesOne() {
        Pace pace = new Pace(0.1, START);
        pace.due(START);
        assertEquals(1, pace.due(START + 3_600 * SECOND));
        assertTrue(pace.nanosToNext(START + 3_600 * SECOND) <= 10 * SECOND);
    }
}
