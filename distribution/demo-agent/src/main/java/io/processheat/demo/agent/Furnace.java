package io.processheat.demo.agent;

import java.util.Random;

/**
 * A gas-fired furnace of 1.2 MW in simulated time. The same seed and the same treatment give the same course.
 *
 * <p>The stack follows load, air and fouling of the heating surfaces with a first-order lag.
 */
final class Furnace {

    static final double STEP_SECONDS = 30;
    static final double STACK_LAG_SECONDS = 90;

    private static final double RATED_HEAT_KW = 1_200;
    private static final double HEATING_VALUE_KWH_PER_M3 = 10;
    private static final double TRIMMED_AIR_RATIO = 1.2;
    private static final double STACK_RISE_AT_FULL_LOAD_K = 300;
    private static final double DAY_SECONDS = 86_400;

    private final Random random;
    private double timeSeconds;
    private double demandedLoad = 0.65;
    private double loadWander;
    private double damper = 1;
    private double fouling;
    private double stackC;

    Furnace(long seed) {
        random = new Random(seed);
        stackC = ambientC() + cleanStackRise(demandedLoad, TRIMMED_AIR_RATIO);
    }

    void demandLoad(double fractionOfRated) {
        demandedLoad = fractionOfRated;
    }

    /** 1 lets in the air of a well-trimmed burner. */
    void setDamper(double opening) {
        damper = opening;
    }

    /** 0.08: the flue gas leaves 8 % hotter than with clean surfaces. */
    void setFouling(double fraction) {
        fouling = fraction;
    }

    double damper() {
        return damper;
    }

    double fouling() {
        return fouling;
    }

    /** How far above the air's temperature the stack of a clean furnace settles. */
    static double cleanStackRise(double load, double airRatio) {
        return STACK_RISE_AT_FULL_LOAD_K * Math.pow(load, 0.6) * Math.pow(airRatio / TRIMMED_AIR_RATIO, 0.3);
    }

    /** Share of a change that the stack has followed after one step. */
    static double followedInOneStep() {
        return 1 - Math.exp(-STEP_SECONDS / STACK_LAG_SECONDS);
    }

    /** Lets {@value #STEP_SECONDS} s pass; the furnace as it is then. */
    FurnaceState step() {
        timeSeconds += STEP_SECONDS;
        loadWander = 0.8 * loadWander + 0.004 * random.nextGaussian();
        double load = demandedLoad + loadWander;
        double airRatio = TRIMMED_AIR_RATIO * damper;
        double settled = ambientC() + cleanStackRise(load, airRatio) * (1 + fouling);
        stackC += (settled - stackC) * followedInOneStep();
        return state(load, airRatio);
    }

    private FurnaceState state(double load, double airRatio) {
        double oxygen = Combustion.oxygenPercent(airRatio);
        double efficiency = Combustion.efficiencyPercent(stackC, ambientC(), oxygen);
        double fuelFlow = load * RATED_HEAT_KW / HEATING_VALUE_KWH_PER_M3 / (efficiency / 100);
        return new FurnaceState(
                timeSeconds,
                load,
                fuelFlow,
                fuelFlow * Combustion.AIR_PER_FUEL * airRatio,
                stackC,
                ambientC(),
                oxygen,
                Combustion.carbonMonoxide(airRatio),
                Combustion.nitrogenOxides(airRatio, load));
    }

    private double ambientC() {
        return 20 + 5 * Math.sin(2 * Math.PI * timeSeconds / DAY_SECONDS);
    }
}
