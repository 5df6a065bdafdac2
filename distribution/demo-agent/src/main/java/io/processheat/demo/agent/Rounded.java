package io.processheat.demo.agent;

/** Figures with as many decimals as the instrument deserves. */
final class Rounded {

    private Rounded() {}

    static double to(int decimals, double value) {
        if (Double.isNaN(value)) {
            // Math.round would make a plausible 0 of a dead sensor.
            return value;
        }
        double scale = Math.pow(10, decimals);
        return Math.round(value * scale) / scale;
    }
}
