package io.processheat.benchmark.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The repetitions of one measurement. */
final class Series {

    private final List<Sample> samples = new ArrayList<>();

    void add(Sample sample) {
        samples.add(sample);
    }

    List<Sample> samples() {
        return List.copyOf(samples);
    }

    double medianPerSecond() {
        return median(Sample::perSecond);
    }

    double medianCpuMicros() {
        return median(Sample::cpuMicros);
    }

    private double median(ToDoubleFunction<Sample> value) {
        double[] sorted = samples.stream().mapToDouble(value).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
