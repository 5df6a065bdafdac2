package io.processheat.demo.agent;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The agent's figures of one step: what the sensors said, and the efficiency that follows. */
record Calculation(FurnaceState reading, double efficiencyPercent) {

    static Calculation of(FurnaceState reading) {
        return new Calculation(
                reading, Combustion.efficiencyPercent(reading.stackC(), reading.ambientC(), reading.oxygenPercent()));
    }

    /** The instrument that kept the calculation from being made. */
    Optional<Sensors.Instrument> missing() {
        if (Double.isNaN(reading.stackC())) {
            return Optional.of(Sensors.Instrument.STACK_THERMOCOUPLE);
        }
        return Double.isNaN(reading.oxygenPercent()) ? Optional.of(Sensors.Instrument.OXYGEN_PROBE) : Optional.empty();
    }

    FurnaceEvent event() {
        Map<String, Object> properties = readings();
        if (missing().isPresent()) {
            properties.put("error", "no reading from the " + missing().get().inWords());
            return new FurnaceEvent("calculation.failed", properties);
        }
        properties.put("efficiency_percent", Rounded.to(2, efficiencyPercent));
        properties.put("stack_loss_percent", Rounded.to(2, 100 - efficiencyPercent));
        properties.put("excess_air_percent", Rounded.to(1, (Combustion.airRatio(reading.oxygenPercent()) - 1) * 100));
        return new FurnaceEvent("calculation.completed", properties);
    }

    private Map<String, Object> readings() {
        Map<String, Object> properties = new HashMap<>();
        properties.put("operating_time_s", Math.round(reading.timeSeconds()));
        properties.put("load_percent", Rounded.to(1, reading.load() * 100));
        properties.put("fuel_flow_m3_h", Rounded.to(1, reading.fuelFlow()));
        properties.put("air_flow_m3_h", Rounded.to(0, reading.airFlow()));
        properties.put("stack_temperature_c", Rounded.to(1, reading.stackC()));
        properties.put("ambient_temperature_c", Rounded.to(1, reading.ambientC()));
        properties.put("oxygen_percent", Rounded.to(2, reading.oxygenPercent()));
        properties.put("co_mg_m3", Rounded.to(1, reading.carbonMonoxide()));
        properties.put("nox_mg_m3", Rounded.to(1, reading.nitrogenOxides()));
        return properties;
    }
}
