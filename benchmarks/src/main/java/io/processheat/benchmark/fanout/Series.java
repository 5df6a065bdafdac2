package io.processheat.benchmark.fanout;

import io.processheat.benchmark.bench.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The repetitions of one measurement. */
final class Series {

    private final List<Sample> samples = new ArrayList<>();

    void add(Sample sample) {
        samples.add(sample);
    }

    Spread spread(ToDoubleFunction<Sample> figure) {
        return Spread.of(samples, figure);
    }

    /** Each repetition against the other series' of the same round. */
    Spread ratio(Series reference, ToDoubleFunction<Sample> figure) {
        return Spread.ofRatios(figures(figure), reference.figures(figure));
    }

    private double[] figures(ToDoubleFunction<Sample> figure) {
        return samples.stream().mapToDouble(figure).toArray();
    }
}
