package io.processheat.benchmark.run;

import java.util.Locale;
import java.util.stream.Collectors;

/** The results as Markdown tables, which read well on a terminal, too. */
record Table(Results results) {

    @Override
    public String toString() {
        return "| | median | of | to the reference | processor time each | to the reference |\n"
                + "|---|---:|---|---:|---:|---:|\n"
                + row("reference: `wrk`, requests/s", results.reference)
                + row("fan-out 1, durable deliveries/s", results.single)
                + row("fan-out 10, durable deliveries/s", results.tenfold)
                + row("fan-out 10 with a backlog of 10,000", results.backlogged)
                + "\n| publish → received | load, deliveries/s | p50 | p99 |\n|---|---:|---:|---:|\n"
                + results.latencies.stream().map(Table::row).collect(Collectors.joining());
    }

    private String row(String name, Series series) {
        String values =
                series.samples().stream().map(Sample::perSecond).map(Table::number).collect(Collectors.joining(" · "));
        return String.format(
                Locale.ROOT,
                "| %-35s | %s | %s | %.2f | %.1f µs | %.1f |%n",
                name,
                number(series.medianPerSecond()),
                values,
                series.medianPerSecond() / results.reference.medianPerSecond(),
                series.medianCpuMicros(),
                series.medianCpuMicros() / results.reference.medianCpuMicros());
    }

    private static String row(Latency latency) {
        return String.format(
                Locale.ROOT,
                "| fan-out %d | %s | %.2f ms | %.2f ms |%n",
                latency.fanOut(),
                number(latency.deliveriesPerSecond()),
                latency.count().p50Micros() / 1e3,
                latency.count().p99Micros() / 1e3);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }
}
