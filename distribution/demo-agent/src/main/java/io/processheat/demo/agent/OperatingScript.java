package io.processheat.demo.agent;

import java.util.Random;

/**
 * What operators, wear and bad luck do to the furnace, in cycles of {@value #CYCLE_STEPS} steps: a load peak, soot that
 * comes in one cycle and is blown off in the next, a damper that creeps shut and is trimmed again, a dead sensor. The seed
 * decides when in the cycle and how much.
 */
final class OperatingScript {

    static final int CYCLE_STEPS = 30;

    private static final double BASE_LOAD = 0.65;
    private static final double SOOT = 0.08;
    private static final int SOOT_STEPS = 4;
    private static final double DAMPER_CREEP = 0.025;
    private static final int DAMPER_STEPS = 5;

    private final Random random;
    private final Furnace furnace;
    private final Sensors sensors;
    private int step;
    private boolean sooty;

    private int peakAt;
    private int peakEnd;
    private double peakLoad;
    private int sootAt;
    private int creepAt;
    private int faultAt;
    private int faultEnd;
    private Sensors.Instrument faulty;

    OperatingScript(long seed, Furnace furnace, Sensors sensors) {
        random = new Random(seed);
        this.furnace = furnace;
        this.sensors = sensors;
    }

    /** Does what is to be done before the furnace's next step. */
    void advance() {
        int inCycle = step++ % CYCLE_STEPS;
        if (inCycle == 0) {
            plan();
        }
        furnace.demandLoad(inCycle >= peakAt && inCycle < peakEnd ? peakLoad : BASE_LOAD);
        furnace.setFouling(towards(sooty ? SOOT : 0, furnace.fouling(), inCycle));
        boolean creeping = inCycle >= creepAt && inCycle < creepAt + DAMPER_STEPS;
        furnace.setDamper(creeping ? furnace.damper() - DAMPER_CREEP : 1);
        sensors.dropOut(inCycle >= faultAt && inCycle < faultEnd ? faulty : null);
    }

    private void plan() {
        peakAt = 2 + random.nextInt(3);
        peakEnd = peakAt + 6 + random.nextInt(3);
        peakLoad = 1.05 + 0.1 * random.nextDouble();
        sooty = !sooty;
        sootAt = 7 + random.nextInt(4);
        creepAt = 14 + random.nextInt(4);
        faultAt = 22 + random.nextInt(5);
        faultEnd = faultAt + 1 + random.nextInt(2);
        faulty = Sensors.Instrument.values()[random.nextInt(Sensors.Instrument.values().length)];
    }

    private double towards(double target, double fouling, int inCycle) {
        if (inCycle < sootAt) {
            return fouling;
        }
        double change = SOOT / SOOT_STEPS;
        return fouling + Math.max(-change, Math.min(change, target - fouling));
    }
}
