package io.processheat.demo.agent;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The deployed model of the stack temperature, and the care for it: when soot comes or goes the furnace departs from it,
 * it is reported as degraded, learns the new state for a while and is deployed anew.
 */
final class StackModel {

    static final double TOLERATED_RESIDUAL_K = 8;

    private static final int TRAINING_STEPS = 4;
    private static final double SMOOTHING = 0.4;

    private double cleanRise = Double.NaN;
    private double calibration = 1;
    private double observed = 1;
    private int version;
    private int stepsOfTrainingLeft;

    /** Compares a reading with the model; a deployment or a degradation, where there is one. */
    Optional<FurnaceEvent> follow(FurnaceState reading) {
        if (Double.isNaN(reading.stackC()) || Double.isNaN(reading.oxygenPercent())) {
            return Optional.empty();
        }
        double settled = Furnace.cleanStackRise(reading.load(), Combustion.airRatio(reading.oxygenPercent()));
        cleanRise = Double.isNaN(cleanRise) ? settled : cleanRise + (settled - cleanRise) * Furnace.followedInOneStep();
        double measured = (reading.stackC() - reading.ambientC()) / cleanRise;
        observed += (measured - observed) * SMOOTHING;
        return deployedOrDegraded();
    }

    private Optional<FurnaceEvent> deployedOrDegraded() {
        if (version == 0) {
            return Optional.of(deployed());
        }
        if (stepsOfTrainingLeft > 0) {
            stepsOfTrainingLeft--;
            return stepsOfTrainingLeft == 0 ? Optional.of(deployed()) : Optional.empty();
        }
        if (Math.abs(residual()) > TOLERATED_RESIDUAL_K) {
            stepsOfTrainingLeft = TRAINING_STEPS;
            return Optional.of(degraded());
        }
        return Optional.empty();
    }

    private double residual() {
        return (observed - calibration) * cleanRise;
    }

    private FurnaceEvent deployed() {
        version++;
        calibration = observed;
        return event("model.deployed", Map.of("calibration_factor", Rounded.to(4, calibration)));
    }

    private FurnaceEvent degraded() {
        return event("model.degraded",
                Map.of("residual_k", Rounded.to(1, residual()), "tolerated_residual_k", TOLERATED_RESIDUAL_K));
    }

    private FurnaceEvent event(String type, Map<String, Object> details) {
        Map<String, Object> properties = new HashMap<>(details);
        properties.put("model_name", "stack-temperature");
        properties.put("model_version", version);
        return new FurnaceEvent(type, properties);
    }
}
