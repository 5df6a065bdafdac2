package io.processheat.benchmark.alarm;

import io.processheat.benchmark.bench.Spread;
import io.processheat.benchmark.sink.SinkCount;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The alarms' latencies, alone and during a backlog, round by round. */
final class AlarmResult {

    private final List<SinkCount> alone = new ArrayList<>();
    private final List<SinkCount> during = new ArrayList<>();
    private final List<Long> left = new ArrayList<>();

    /** @param backlogLeft deliveries of the backlog that had not been received when the last alarm was */
    void add(SinkCount withoutBacklog, SinkCount withBacklog, long backlogLeft) {
        alone.add(withoutBacklog);
        during.add(withBacklog);
        left.add(backlogLeft);
    }

    String table() {
        return "| alarms, publish → received | p50 | p99 | backlog left |\n|---|---:|---:|---:|\n"
                + row("alone", alone, "–")
                + row("during a backlog of 100,000 for 10 webhooks", during, Spread.of(left, Long::doubleValue).show("%,.0f"));
    }

    private static String row(String what, List<SinkCount> rounds, String backlog) {
        return "| " + what
                + " | " + millis(rounds, SinkCount::p50Micros)
                + " | " + millis(rounds, SinkCount::p99Micros)
                + " | " + backlog + " |\n";
    }

    private static String millis(List<SinkCount> rounds, ToDoubleFunction<SinkCount> micros) {
        return Spread.of(rounds, micros).times(1e-3).show("%.2f", "ms");
    }
}
