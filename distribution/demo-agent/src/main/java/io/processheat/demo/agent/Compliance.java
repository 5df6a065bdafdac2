package io.processheat.demo.agent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Watches the emissions against the permit and reports on every period. */
final class Compliance {

    static final double CO_LIMIT_MG_M3 = 100;
    static final double NOX_LIMIT_MG_M3 = 100;

    private final List<Pollutant> pollutants =
            List.of(new Pollutant("co", CO_LIMIT_MG_M3), new Pollutant("nox", NOX_LIMIT_MG_M3));
    private final int stepsPerReport;
    private int steps;
    private int violations;
    private int failed;
    private double efficiencySum;
    private double highestCarbonMonoxide;

    Compliance(int stepsPerReport) {
        this.stepsPerReport = stepsPerReport;
    }

    List<FurnaceEvent> check(Calculation calculation) {
        List<FurnaceEvent> events = new ArrayList<>(1);
        FurnaceState reading = calculation.reading();
        double[] measured = {reading.carbonMonoxide(), reading.nitrogenOxides()};
        for (int i = 0; i < measured.length; i++) {
            if (pollutants.get(i).startsToExceed(measured[i])) {
                violations++;
                events.add(pollutants.get(i).violation(measured[i], violations));
            }
        }
        count(calculation);
        if (steps == stepsPerReport) {
            events.add(report());
        }
        return events;
    }

    private void count(Calculation calculation) {
        steps++;
        highestCarbonMonoxide = Math.max(highestCarbonMonoxide, calculation.reading().carbonMonoxide());
        if (calculation.missing().isPresent()) {
            failed++;
        } else {
            efficiencySum += calculation.efficiencyPercent();
        }
    }

    private FurnaceEvent report() {
        Map<String, Object> properties = new HashMap<>();
        properties.put("period_s", Math.round(steps * Furnace.STEP_SECONDS));
        properties.put("mean_efficiency_percent", Rounded.to(2, efficiencySum / (steps - failed)));
        properties.put("highest_co_mg_m3", Rounded.to(1, highestCarbonMonoxide));
        properties.put("violations", violations);
        properties.put("data_availability_percent", Rounded.to(1, 100.0 * (steps - failed) / steps));
        steps = 0;
        violations = 0;
        failed = 0;
        efficiencySum = 0;
        highestCarbonMonoxide = 0;
        return new FurnaceEvent("compliance.report_ready", properties);
    }

    /** One limit; an excursion counts once, however long it lasts. */
    private static final class Pollutant {
        private static final double OVER_BELOW = 0.8;

        private final String name;
        private final double limit;
        private boolean exceeding;

        Pollutant(String name, double limit) {
            this.name = name;
            this.limit = limit;
        }

        boolean startsToExceed(double measured) {
            boolean was = exceeding;
            exceeding = measured > (was ? limit * OVER_BELOW : limit);
            return exceeding && !was;
        }

        FurnaceEvent violation(double measured, int inPeriod) {
            Map<String, Object> properties = new HashMap<>();
            properties.put("pollutant", name);
            properties.put("measured_mg_m3", Rounded.to(1, measured));
            properties.put("limit_mg_m3", limit);
            properties.put("violation_in_period", inPeriod);
            return new FurnaceEvent("compliance.violation", properties);
        }
    }
}
