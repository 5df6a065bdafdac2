package io.processheat.benchmark.fanout;

import io.processheat.benchmark.bench.Spread;
import io.processheat.benchmark.sink.SinkCount;
import java.util.ArrayList;
import java.util.List;

/** From publishing to receiving at a given load, repeated. */
final class Latencies {

    private record Round(double deliveriesPerSecond, SinkCount count) {}

    private final int fanOut;
    private final List<Round> rounds = new ArrayList<>();

    Latencies(int fanOut) {
        this.fanOut = fanOut;
    }

    int fanOut() {
        return fanOut;
    }

    void add(double deliveriesPerSecond, SinkCount count) {
        rounds.add(new Round(deliveriesPerSecond, count));
    }

    Spread perSecond() {
        return Spread.of(rounds, Round::deliveriesPerSecond);
    }

    Spread p50Millis() {
        return Spread.of(rounds, round -> round.count().p50Micros() / 1e3);
    }

    Spread p99Millis() {
        return Spread.of(rounds, round -> round.count().p99Micros() / 1e3);
    }
}
