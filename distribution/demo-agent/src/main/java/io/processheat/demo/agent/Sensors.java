package io.processheat.demo.agent;

import java.util.Random;

/** The instruments on the furnace: noisy, and at times dead. */
final class Sensors {

    /** An instrument that can drop out. */
    enum Instrument {
        STACK_THERMOCOUPLE("stack thermocouple"),
        OXYGEN_PROBE("oxygen probe");

        private final String inWords;

        Instrument(String inWords) {
            this.inWords = inWords;
        }

        String inWords() {
            return inWords;
        }
    }

    private static final double STACK_NOISE_K = 0.6;
    private static final double OXYGEN_NOISE_PERCENT = 0.03;

    private final Random random;
    private Instrument dead;

    Sensors(long seed) {
        random = new Random(seed);
    }

    /** Null repairs. */
    void dropOut(Instrument instrument) {
        dead = instrument;
    }

    FurnaceState read(FurnaceState truth) {
        // Noise is drawn for dead instruments too: a fault leaves the course of the others as it was.
        double stack = truth.stackC() + STACK_NOISE_K * random.nextGaussian();
        double oxygen = Math.max(truth.oxygenPercent() + OXYGEN_NOISE_PERCENT * random.nextGaussian(), 0);
        return truth.withStack(dead == Instrument.STACK_THERMOCOUPLE ? Double.NaN : stack)
                .withOxygen(dead == Instrument.OXYGEN_PROBE ? Double.NaN : oxygen);
    }
}
