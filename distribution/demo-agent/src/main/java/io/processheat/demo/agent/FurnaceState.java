package io.processheat.demo.agent;

/**
 * The furnace at one time: as it is, or as its sensors say. A sensor that says nothing reads NaN.
 *
 * @param timeSeconds simulated operating time
 * @param load fraction of the rated heat
 * @param fuelFlow m³/h
 * @param airFlow m³/h
 */
record FurnaceState(
        double timeSeconds,
        double load,
        double fuelFlow,
        double airFlow,
        double stackC,
        double ambientC,
        double oxygenPercent,
        double carbonMonoxide,
        double nitrogenOxides) {

    FurnaceState withStack(double celsius) {
        return new FurnaceState(timeSeconds, load, fuelFlow, airFlow, celsius, ambientC, oxygenPercent, carbonMonoxide,
                nitrogenOxides);
    }

    FurnaceState withOxygen(double percent) {
        return new FurnaceState(timeSeconds, load, fuelFlow, airFlow, stackC, ambientC, percent, carbonMonoxide,
                nitrogenOxides);
    }
}
