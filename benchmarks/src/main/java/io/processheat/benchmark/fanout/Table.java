package io.processheat.benchmark.fanout;

import java.util.Locale;

/** The results as Markdown tables. */
record Table(Results results) {

    @Override
    public String toString() {
        return "| | rate, 1/s | to the reference | processor time each | to the reference | allocated each | sink busy |\n"
                + "|---|---:|---:|---:|---:|---:|---:|\n"
                + row("reference: `wrk`, requests", results.reference)
                + row("fan-out 1, durable deliveries", results.single)
                + row("fan-out 10, durable deliveries", results.tenfold)
                + row("fan-out 10 with a backlog of 10,000", results.backlogged)
                + "\n| publish → received | load, deliveries/s | p50 | p99 |\n|---|---:|---:|---:|\n"
                + row(results.singleLatencies)
                + row(results.tenfoldLatencies);
    }

    private String row(String name, Series series) {
        return String.format(
                Locale.ROOT,
                "| %-35s | %s | %s | %s | %s | %s | %.0f %% |%n",
                name,
                series.spread(Sample::perSecond).show("%,.0f"),
                series.ratio(results.reference, Sample::perSecond).show("%.2f"),
                series.spread(Sample::cpuMicros).show("%.1f", "µs"),
                series.ratio(results.reference, Sample::cpuMicros).show("%.1f"),
                series == results.reference ? "–" : series.spread(Sample::allocatedBytes).show("%,.0f", "B"),
                series.spread(Sample::sinkBusy).median() * 100);
    }

    private static String row(Latencies latencies) {
        return String.format(
                Locale.ROOT,
                "| fan-out %d | %,.0f | %s | %s |%n",
                latencies.fanOut(),
                latencies.perSecond().median(),
                latencies.p50Millis().show("%.2f", "ms"),
                latencies.p99Millis().show("%.2f", "ms"));
    }
}
