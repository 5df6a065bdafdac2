package io.processheat.benchmark.isolation;

import io.processheat.benchmark.bench.Spread;
import io.processheat.benchmark.sink.SinkCount;
import java.util.ArrayList;
import java.util.List;

/** The healthy webhooks' latencies, without and with the others, round by round. */
final class IsolationResult {

    private final List<SinkCount> without = new ArrayList<>();
    private final List<SinkCount> with = new ArrayList<>();

    void without(SinkCount healthy) {
        without.add(healthy);
    }

    void with(SinkCount healthy) {
        with.add(healthy);
    }

    Spread p99Ratio() {
        return Spread.ofRatios(p99(with), p99(without));
    }

    String table() {
        return "| healthy webhooks, publish → received | p50 | p99 | p99 to that without |\n|---|---:|---:|---:|\n"
                + row("900 alone", without, "1.00")
                + row("with 50 that answer after 9 s and 50 that refuse", with, p99Ratio().show("%.2f"));
    }

    private static String row(String what, List<SinkCount> rounds, String ratio) {
        return "| " + what
                + " | " + Spread.of(rounds, count -> count.p50Micros() / 1e3).show("%.2f", "ms")
                + " | " + Spread.of(p99(rounds)).times(1e-3).show("%.2f", "ms")
                + " | " + ratio + " |\n";
    }

    private static double[] p99(List<SinkCount> rounds) {
        return rounds.stream().mapToDouble(SinkCount::p99Micros).toArray();
    }
}
