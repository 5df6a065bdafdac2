package io.processheat.demo.agent;

/** Combustion of natural gas with dry air. Air ratio is the air supplied over the air needed, 1.2 for 20 % excess air. */
final class Combustion {

    /** Air that a volume of methane needs: CH4 + 2 O2 + 7.52 N2 -> CO2 + 2 H2O + 7.52 N2. */
    static final double AIR_PER_FUEL = 9.52;

    private static final double DRY_FLUE_GAS_PER_FUEL = 8.52;
    private static final double OXYGEN_IN_AIR_PERCENT = 21;

    private static final double SIEGERT_A2_NATURAL_GAS = 0.66;
    private static final double SIEGERT_B_NATURAL_GAS = 0.009;

    private Combustion() {}

    /**
     * Heat that leaves through the stack, in percent of the fuel's net heating value: the Siegert formula by oxygen,
     * {@code qA = (T_stack - T_air) * (A2 / (21 - O2) + B)}, with its coefficients for natural gas, as the German
     * ordinance on small firing installations (1. BImSchV, annex 2) has chimney sweeps measure it.
     */
    static double stackLossPercent(double stackC, double airC, double oxygenPercent) {
        return (stackC - airC)
                * (SIEGERT_A2_NATURAL_GAS / (OXYGEN_IN_AIR_PERCENT - oxygenPercent) + SIEGERT_B_NATURAL_GAS);
    }

    /** What is left of the fuel's heat; radiation from the casing is not counted. */
    static double efficiencyPercent(double stackC, double airC, double oxygenPercent) {
        return 100 - stackLossPercent(stackC, airC, oxygenPercent);
    }

    /** Oxygen in the dry flue gas: what the excess air brought, in the volume of products and excess air. */
    static double oxygenPercent(double airRatio) {
        double excessAir = Math.max(airRatio - 1, 0) * AIR_PER_FUEL;
        return OXYGEN_IN_AIR_PERCENT * excessAir / (DRY_FLUE_GAS_PER_FUEL + excessAir);
    }

    /** The inverse of {@link #oxygenPercent}, as an agent that measures oxygen computes it. */
    static double airRatio(double oxygenPercent) {
        return 1 + oxygenPercent * DRY_FLUE_GAS_PER_FUEL / AIR_PER_FUEL / (OXYGEN_IN_AIR_PERCENT - oxygenPercent);
    }

    /** Carbon monoxide, mg/m³: an assumed burner, clean with enough air, tenfold for every 7 points of air ratio less. */
    static double carbonMonoxide(double airRatio) {
        return 8 + 2_000 * Math.exp(-(airRatio - 1) / 0.03);
    }

    /** Nitrogen oxides, mg/m³: an assumed burner, rising with load and highest where the flame is hottest, at 10 % excess. */
    static double nitrogenOxides(double airRatio, double load) {
        double fromHottest = (airRatio - 1.1) / 0.25;
        return (40 + 40 * load) * Math.exp(-fromHottest * fromHottest);
    }
}
