package io.processheat.benchmark.soak;

import io.processheat.benchmark.bench.Spread;
import java.util.Arrays;

/**
 * Whether a figure that was sampled at even distances stays what it is. The first quarter is left out: caches and the
 * store fill up then. Of the rest the first third is compared with the last one, by their medians, so that a single sample
 * decides nothing.
 *
 * @param growth by which the later may exceed the earlier
 */
record Flatness(double earlier, double later, double growth) {

    static final int FEWEST_SAMPLES = 8;

    private static final int PART_TO_WARM_UP = 4;
    private static final int PARTS = 3;

    static Flatness of(double[] series, double growth) {
        if (series.length < FEWEST_SAMPLES) {
            throw new IllegalArgumentException(series.length + " samples are too few to judge by");
        }
        double[] warm = Arrays.copyOfRange(series, warmUp(series.length), series.length);
        int third = warm.length / PARTS;
        double earlier = Spread.of(Arrays.copyOf(warm, third)).median();
        double later = Spread.of(Arrays.copyOfRange(warm, warm.length - third, warm.length)).median();
        return new Flatness(earlier, later, growth);
    }

    /** How many of so many samples are left out. */
    static int warmUp(int samples) {
        return samples / PART_TO_WARM_UP;
    }

    /** How many samples lie between the middles of what is compared. */
    static int distance(int samples) {
        int warm = samples - warmUp(samples);
        return warm - warm / PARTS;
    }

    boolean isFlat() {
        return later <= earlier + growth;
    }
}
