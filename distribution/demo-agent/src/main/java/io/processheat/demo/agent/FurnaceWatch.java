package io.processheat.demo.agent;

import java.util.ArrayDeque;
import java.util.Queue;

/** A furnace in operation and all that its agent says of it, one event after the other. */
final class FurnaceWatch {

    private final String furnaceId;
    private final Furnace furnace;
    private final Sensors sensors;
    private final OperatingScript script;
    private final StackModel model = new StackModel();
    private final StackAlarm alarm;
    private final Compliance compliance = new Compliance(OperatingScript.CYCLE_STEPS);
    private final Queue<FurnaceEvent> unsaid = new ArrayDeque<>();

    /**
     * @param runId tells this run's alarms from those of earlier runs
     * @param seed the same seed tells the same story
     */
    FurnaceWatch(String furnaceId, String runId, long seed) {
        this.furnaceId = furnaceId;
        furnace = new Furnace(seed);
        sensors = new Sensors(seed + 1);
        script = new OperatingScript(seed + 2, furnace, sensors);
        alarm = new StackAlarm(furnaceId + "-" + runId);
    }

    /** The next event; steps the furnace on where the last step is told. */
    FurnaceEvent next() {
        while (unsaid.isEmpty()) {
            step();
        }
        return unsaid.remove().with("furnace_id", furnaceId);
    }

    private void step() {
        script.advance();
        FurnaceState reading = sensors.read(furnace.step());
        Calculation calculation = Calculation.of(reading);
        unsaid.add(calculation.event());
        alarm.check(reading.stackC()).ifPresent(unsaid::add);
        model.follow(reading).ifPresent(unsaid::add);
        unsaid.addAll(compliance.check(calculation));
    }
}
