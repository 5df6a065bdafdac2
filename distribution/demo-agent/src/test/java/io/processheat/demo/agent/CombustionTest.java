package io.processheat.demo.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CombustionTest {

    @Test
    void stackLossIsSiegertsByHand() {
        // 230 K * (0.66 / 18 + 0.009) = 10.503 %
        assertEquals(10.503, Combustion.stackLossPercent(250, 20, 3), 0.001);
        assertEquals(89.497, Combustion.efficiencyPercent(250, 20, 3), 0.001);
    }

    @Test
    void hotterStackLosesMore() {
        assertTrue(Combustion.efficiencyPercent(320, 20, 3) < Combustion.efficiencyPercent(250, 20, 3));
    }

    @Test
    void moreOxygenAtTheSameStackTemperatureLosesMore() {
        assertTrue(Combustion.efficiencyPercent(250, 20, 6) < Combustion.efficiencyPercent(250, 20, 3));
    }

    @Test
    void warmerCombustionAirLosesLess() {
        assertTrue(Combustion.efficiencyPercent(250, 30, 3) > Combustion.efficiencyPercent(250, 10, 3));
    }

    @Test
    void twentyPercentExcessAirLeavesJustUnderFourPercentOxygen() {
        assertEquals(3.84, Combustion.oxygenPercent(1.2), 0.01);
        assertEquals(0, Combustion.oxygenPercent(1));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.0, 1.05, 1.2, 1.5, 2.5})
    void oxygenTellsTheAirRatio(double airRatio) {
        assertEquals(airRatio, Combustion.airRatio(Combustion.oxygenPercent(airRatio)), 1e-9);
    }

    @Test
    void carbonMonoxideRisesSteeplyAsAirRunsShort() {
        assertTrue(Combustion.carbonMonoxide(1.2) < 15);
        assertTrue(Combustion.carbonMonoxide(1.06) > 10 * Combustion.carbonMonoxide(1.2));
    }

    @Test
    void nitrogenOxidesRiseWithLoadAndFallWithMuchAir() {
        assertTrue(Combustion.nitrogenOxides(1.2, 1.0) > Combustion.nitrogenOxides(1.2, 0.6));
        assertTrue(Combustion.nitrogenOxides(1.5, 1.0) < Combustion.nitrogenOxides(1.2, 1.0));
    }
}
