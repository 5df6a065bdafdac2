package io.processheat.benchmark.alarm;

import io.processheat.benchmark.bench.Bench;
import io.processheat.benchmark.bench.Engine;
import io.processheat.benchmark.bench.Findings;
import io.processheat.benchmark.bench.Section;
import io.processheat.benchmark.publisher.LoadOrder;
import io.processheat.benchmark.publisher.Measurement;
import io.processheat.benchmark.sink.SinkCount;
import java.util.List;

/** What an alarm notices of a backlog. */
public final class AlarmSection implements Section {

    private static final String ALARM = "alarm.triggered";
    private static final String BULK = "calculation.completed";
    private static final int OTHERS = 9;
    private static final int BULK_EVENTS = 10_000;
    private static final double ALARMS_PER_SECOND = 100;
    private static final double WARM_UP_SECONDS = 3;
    private static final int ANSWER_MILLIS = 20;
    /** Receivers that answer at once work the backlog off in a few seconds. */
    private static final double FAST_SECONDS = 1;

    @Override
    public String name() {
        return "alarms";
    }

    @Override
    public Findings measure(Bench bench) throws Exception {
        AlarmResult slow = new AlarmResult("answered after " + ANSWER_MILLIS + " ms");
        AlarmResult fast = new AlarmResult("answered at once");
        try (Engine engine = bench.start(name())) {
            round(bench, engine, "/timed", WARM_UP_SECONDS);
            for (int i = 0; i < bench.repetitions(); i++) {
                slow.add(round(bench, engine, "/timed/after/" + ANSWER_MILLIS, bench.seconds()));
                fast.add(round(bench, engine, "/timed", FAST_SECONDS));
            }
        }
        bench.delete(name());
        return new Findings("Alarms during a backlog", AlarmResult.table(slow, fast), method(bench));
    }

    private static AlarmRound round(Bench bench, Engine engine, String path, double seconds) throws Exception {
        engine.register("both", 1, List.of(ALARM, BULK), bench.sink().url(path));
        engine.register("others", OTHERS, List.of(BULK), bench.sink().url(path));
        SinkCount alone = alarms(bench, engine, seconds);
        engine.pause("both");
        engine.pause("others");
        long backlog = engine.load(LoadOrder.of(List.of(BULK)).events(BULK_EVENTS).untimed()).deliveries();
        engine.resume("both");
        engine.resume("others");
        SinkCount during = alarms(bench, engine, seconds);
        engine.unregister("both");
        engine.unregister("others");
        bench.say("  p99 %.2f ms, with the backlog %.2f ms", alone.p99Micros() / 1e3, during.p99Micros() / 1e3);
        return new AlarmRound(alone, during, backlog + during.timed() - during.received());
    }

    private static SinkCount alarms(Bench bench, Engine engine, double seconds) throws Exception {
        bench.sink().reset();
        Measurement published =
                engine.load(LoadOrder.of(List.of(ALARM)).forSeconds(seconds).perSecond(ALARMS_PER_SECOND));
        return bench.sink().awaitTimed(published.deliveries());
    }

    private static String method(Bench bench) {
        return """
                * **Alarms:** one webhook takes `%s` and `%s`, %d others the latter alone. First %.0f
                  alarms a second alone; then %,d calculations are published while all ten webhooks are paused, the webhooks are resumed, and while the backlog is worked off the alarms
                  come again, for %d s (%.0f s where receivers answer at once). Measured are the alarms, all of which must arrive; the last column is what was left of the backlog when the
                  last alarm had. %d rounds each.
                """.formatted(ALARM, BULK, OTHERS, ALARMS_PER_SECOND, BULK_EVENTS, bench.seconds(), FAST_SECONDS, bench.repetitions());
    }
}
