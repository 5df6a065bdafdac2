package io.processheat.benchmark.bench;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The figures of one repeated measurement in short. */
public record Spread(double median, double least, double most) {

    public static <T> Spread of(Collection<T> samples, ToDoubleFunction<T> figure) {
        return of(samples.stream().mapToDouble(figure).toArray());
    }

    public static Spread of(double... figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    /** Each against the one at the same place: what was measured one after the other. */
    public static Spread ofRatios(double[] figures, double[] references) {
        double[] ratios = new double[figures.length];
        for (int i = 0; i < figures.length; i++) {
            ratios[i] = figures[i] / references[i];
        }
        return of(ratios);
    }

    public Spread times(double factor) {
        return new Spread(median * factor, least * factor, most * factor);
    }

    /** {@code 5.0 (4.8..5.3)}, with a format such as {@code "%.1f"}. */
    public String show(String format) {
        return String.format(Locale.ROOT, format + " (" + format + ".." + format + ")", median, least, most);
    }

    /** With a unit behind the median. */
    public String show(String format, String unit) {
        return String.format(
                Locale.ROOT, format + " " + unit + " (" + format + ".." + format + ")", median, least, most);
    }
}
