package io.processheat.demo.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FurnaceTest {

    private static final int LONG_ENOUGH = 40;

    @Test
    void atAnOrdinaryLoadTheFiguresAreThoseOfAnIndustrialFurnace() {
        FurnaceState state = settled(furnace -> furnace.demandLoad(0.65));

        double efficiency = Combustion.efficiencyPercent(state.stackC(), state.ambientC(), state.oxygenPercent());
        assertTrue(efficiency > 85 && efficiency < 92, "efficiency " + efficiency);
        assertTrue(state.stackC() > 200 && state.stackC() < StackAlarm.CLEARED_BELOW_C, "stack " + state.stackC());
        assertEquals(0.65 * 120 / efficiency * 100, state.fuelFlow(), 3);
        assertEquals(9.52 * 1.2, state.airFlow() / state.fuelFlow(), 0.01);
    }

    @Test
    void moreLoadHeatsTheStackAndBurnsMore() {
        FurnaceState low = settled(furnace -> furnace.demandLoad(0.6));
        FurnaceState high = settled(furnace -> furnace.demandLoad(1.1));

        assertTrue(high.stackC() > low.stackC() + 50);
        assertTrue(high.fuelFlow() > low.fuelFlow() * 1.5);
    }

    @Test
    void sootHeatsTheStack() {
        assertTrue(settled(furnace -> furnace.setFouling(0.08)).stackC() > settled(furnace -> {}).stackC() + 10);
    }

    @Test
    void shutDamperMakesCarbonMonoxideAndTakesOxygen() {
        FurnaceState trimmed = settled(furnace -> {});
        FurnaceState shut = settled(furnace -> furnace.setDamper(0.88));

        assertTrue(shut.carbonMonoxide() > Compliance.CO_LIMIT_MG_M3);
        assertTrue(trimmed.carbonMonoxide() < Compliance.CO_LIMIT_MG_M3);
        assertTrue(shut.oxygenPercent() < trimmed.oxygenPercent());
    }

    @Test
    void stackFollowsALoadStepWithItsLag() {
        Furnace furnace = new Furnace(1);
        double before = run(furnace, LONG_ENOUGH).stackC();
        furnace.demandLoad(1.1);
        int stepsOfOneLag = (int) (Furnace.STACK_LAG_SECONDS / Furnace.STEP_SECONDS);
        double afterOneLag = run(furnace, stepsOfOneLag).stackC();
        double after = run(furnace, LONG_ENOUGH).stackC();

        assertEquals(1 - 1 / Math.E, (afterOneLag - before) / (after - before), 0.05);
    }

    @Test
    void sameSeedGivesTheSameCourseAndAnotherSeedAnother() {
        assertEquals(course(5), course(5));
        assertNotEquals(course(5), course(6));
    }

    private static FurnaceState settled(Consumer<Furnace> treatment) {
        Furnace furnace = new Furnace(1);
        treatment.accept(furnace);
        return run(furnace, LONG_ENOUGH);
    }

    private static FurnaceState run(Furnace furnace, int steps) {
        for (int i = 1; i < steps; i++) {
            furnace.step();
        }
        return furnace.step();
    }

    private static List<FurnaceState> course(long seed) {
        return Stream.generate(new Furnace(seed)::step).limit(50).toList();
    }
}
