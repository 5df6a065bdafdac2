package io.processheat.benchmark.alarm;

import io.processheat.benchmark.bench.Spread;
import io.processheat.benchmark.sink.SinkCount;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The alarms' latencies with one kind of receiver, round by round. */
final class AlarmResult {

    private final String receiver;
    private final List<AlarmRound> rounds = new ArrayList<>();

    AlarmResult(String receiver) {
        this.receiver = receiver;
    }

    void add(AlarmRound round) {
        rounds.add(round);
    }

    static String table(AlarmResult... results) {
        StringBuilder table = new StringBuilder("| alarms, publish → received | p50 | p99 | backlog left |\n|---|---:|---:|---:|\n");
        for (AlarmResult result : results) {
            table.append(result.row("alone", AlarmRound::alone, "–"));
            table.append(result.row("during a backlog of 100,000", AlarmRound::during, result.left().show("%,.0f")));
        }
        return table.toString();
    }

    private Spread left() {
        return Spread.of(rounds, AlarmRound::backlogLeft);
    }

    private String row(String when, Function<AlarmRound, SinkCount> which, String backlog) {
        return "| " + receiver + ", " + when
                + " | " + millis(which, SinkCount::p50Micros)
                + " | " + millis(which, SinkCount::p99Micros)
                + " | " + backlog + " |\n";
    }

    private String millis(Function<AlarmRound, SinkCount> which, ToDoubleFunction<SinkCount> micros) {
        return Spread.of(rounds, round -> micros.applyAsDouble(which.apply(round)) / 1e3).show("%.2f", "ms");
    }
}
