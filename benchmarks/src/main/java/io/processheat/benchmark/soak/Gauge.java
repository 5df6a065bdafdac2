package io.processheat.benchmark.soak;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What must not grow, and what growth is taken for noise. */
enum Gauge {
    HEAP("heap after a collection", true, 2, Sample::heapBytes),
    BESIDE_HEAP("memory of the process beside its heap", true, 16, sample -> sample.footprint().besideHeapBytes()),
    THREADS("threads", false, 2, sample -> sample.footprint().threads()),
    DESCRIPTORS("open files and sockets", false, 12, sample -> sample.footprint().descriptors()),
    DATABASE("database", true, 2, sample -> sample.footprint().databaseBytes()),
    FOLDER("data folder", true, 8, sample -> sample.footprint().folderBytes());

    private static final double MEBIBYTE = 1 << 20;

    private final String title;
    private final boolean inMebibytes;
    private final double growth;
    private final ToDoubleFunction<Sample> figure;

    Gauge(String title, boolean inMebibytes, double growth, ToDoubleFunction<Sample> figure) {
        this.title = title;
        this.inMebibytes = inMebibytes;
        this.growth = growth;
        this.figure = figure;
    }

    String title() {
        return title;
    }

    Flatness judge(List<Sample> samples) {
        return Flatness.of(samples.stream().mapToDouble(this::of).toArray(), growth);
    }

    /** In the unit that it is shown in. */
    double of(Sample sample) {
        return figure.applyAsDouble(sample) / (inMebibytes ? MEBIBYTE : 1);
    }

    String show(double value) {
        return String.format(Locale.ROOT, inMebibytes ? "%.1f MiB" : "%.0f", value);
    }

    double growth() {
        return growth;
    }
}
