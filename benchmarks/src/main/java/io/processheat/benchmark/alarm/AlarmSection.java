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
    private static final double ALARMS_PER_SECOND = 50;
    private static final double WARM_UP_SECONDS = 3;
    private static final int ANSWER_MILLIS = 20;
    private static final String PATH = "/timed/after/" + ANSWER_MILLIS;

    @Override
    public String name() {
        return "alarms";
    }

    @Override
    public Findings measure(Bench bench) throws Exception {
        AlarmResult result = new AlarmResult();
        try (Engine engine = bench.start(name())) {
            register(bench, engine);
            alarms(bench, engine, WARM_UP_SECONDS);
            engine.unregister("both");
            engine.unregister("others");
            for (int i = 0; i < bench.repetitions(); i++) {
                round(bench, engine, result);
            }
        }
        bench.delete(name());
        return new Findings("Alarms during a backlog", result.table(), method(bench));
    }

    private static void round(Bench bench, Engine engine, AlarmResult result) throws Exception {
        register(bench, engine);
        bench.sink().reset();
        SinkCount alone = alarms(bench, engine, bench.seconds());
        bench.sink().reset();
        Measurement bulk = engine.load(LoadOrder.of(List.of(BULK)).events(BULK_EVENTS).untimed());
        SinkCount during = alarms(bench, engine, bench.seconds());
        result.add(alone, during, bulk.deliveries() + during.timed() - during.received());
        bench.say("  p99 %.2f ms, with the backlog %.2f ms", alone.p99Micros() / 1e3, during.p99Micros() / 1e3);
        engine.unregister("both");
        engine.unregister("others");
    }

    private static void register(Bench bench, Engine engine) throws Exception {
        engine.register("both", 1, List.of(ALARM, BULK), bench.sink().url(PATH));
        engine.register("others", OTHERS, List.of(BULK), bench.sink().url(PATH));
    }

    private static SinkCount alarms(Bench bench, Engine engine, double seconds) throws Exception {
        Measurement published =
                engine.load(LoadOrder.of(List.of(ALARM)).forSeconds(seconds).perSecond(ALARMS_PER_SECOND));
        return bench.sink().awaitTimed(published.deliveries());
    }

    private static String method(Bench bench) {
        return """
                * **Alarms:** one webhook takes `%s` and `%s`, %d others the latter alone; the receiver answers each request after %d ms. First %.0f
                  alarms a second alone; then %,d calculations are published at once, a delivery of each for all ten webhooks, and while these are worked off the alarms
                  come again, %d s of them. Measured are the alarms, all of which must arrive; the last column is what was left of the backlog when the last one had. %d rounds.
                """.formatted(ALARM, BULK, OTHERS, ANSWER_MILLIS, ALARMS_PER_SECOND, BULK_EVENTS, bench.seconds(), bench.repetitions());
    }
}
