package io.processheat.benchmark.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FlatnessTest {

    private static final int SAMPLES = 30;
    private static final double GROWTH = 2;

    @Test
    void whatDoesNotChangeIsFlat() {
        assertTrue(judge(i -> 20).isFlat());
    }

    @Test
    void whatShrinksIsFlat() {
        assertTrue(judge(i -> 60 - i).isFlat());
    }

    @Test
    void noiseIsFlat() {
        Random random = new Random(1);
        assertTrue(judge(i -> 20 + 3 * random.nextDouble()).isFlat());
    }

    @Test
    void whatFillsUpAtFirstIsFlat() {
        assertTrue(judge(i -> Math.min(100, 15 * i)).isFlat());
    }

    @Test
    void aSingleHighSampleIsFlat() {
        assertTrue(judge(i -> i == SAMPLES - 2 ? 90 : 20).isFlat());
    }

    @Test
    void steadyGrowthIsFound() {
        Flatness flatness = judge(i -> 20 + 0.2 * i);
        assertFalse(flatness.isFlat());
        assertEquals(0.2 * Flatness.distance(SAMPLES), flatness.later() - flatness.earlier(), 1e-9);
    }

    @Test
    void growthUnderNoiseIsFound() {
        Random random = new Random(2);
        assertFalse(judge(i -> 20 + 0.3 * i + 2 * random.nextDouble()).isFlat());
    }

    @Test
    void aStepThatStaysIsFound() {
        assertFalse(judge(i -> i < SAMPLES / 2 ? 20 : 25).isFlat());
    }

    @Test
    void growthWithinTheToleranceIsNone() {
        assertTrue(judge(i -> 20 + 0.1 * i).isFlat());
    }

    @Test
    void fewSamplesSayNothing() {
        assertThrows(IllegalArgumentException.class, () -> Flatness.of(new double[Flatness.FEWEST_SAMPLES - 1], GROWTH));
    }

    private static Flatness judge(IntToDoubleFunction figure) {
        return Flatness.of(IntStream.range(0, SAMPLES).mapToDouble(figure).toArray(), GROWTH);
    }
}
