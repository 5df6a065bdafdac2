package io.processheat.benchmark.matching;

import io.processheat.benchmark.bench.Bench;
import io.processheat.benchmark.bench.Engine;
import io.processheat.benchmark.bench.Findings;
import io.processheat.benchmark.bench.Section;
import io.processheat.benchmark.bench.Spread;
import io.processheat.benchmark.publisher.Calls;
import java.util.ArrayList;
import java.util.List;

/** What a publish for ten webhooks costs where ten thousand are registered, beside one where there are but the ten. */
public final class MatchingSection implements Section {

    private static final int MATCHING = 10;
    private static final int REGISTERED = 10_000;
    private static final String TYPE = "calculation.completed";
    private static final List<String> OTHER_TYPES = List.of("calculation.failed", "alarm.cleared", "model.deployed");
    private static final double WARM_UP_SECONDS = 3;

    @Override
    public String name() {
        return "matching";
    }

    @Override
    public Findings measure(Bench bench) throws Exception {
        List<Publishes> few = new ArrayList<>();
        List<Publishes> many = new ArrayList<>();
        try (Engine withFew = bench.start("few");
                Engine withMany = bench.start("many")) {
            prepare(bench, withFew, MATCHING);
            prepare(bench, withMany, REGISTERED);
            for (int i = 0; i < bench.repetitions(); i++) {
                few.add(publish(withFew, bench.seconds()));
                many.add(publish(withMany, bench.seconds()));
            }
        }
        bench.delete("few");
        bench.delete("many");
        return new Findings("Publishing for 10 of 10,000 webhooks", table(few, many), method(bench));
    }

    private static void prepare(Bench bench, Engine engine, int registered) throws Exception {
        engine.register("matching", MATCHING, List.of(TYPE), bench.sink().url("/"));
        if (registered > MATCHING) {
            engine.register("others", registered - MATCHING, OTHER_TYPES, bench.sink().url("/"));
        }
        publish(engine, WARM_UP_SECONDS);
        bench.say("  %,d webhooks registered", registered);
    }

    private static Publishes publish(Engine engine, double seconds) throws Exception {
        double cpuBefore = engine.cpuSeconds();
        Calls calls = engine.calls(TYPE, seconds);
        engine.settle("matching");
        double cpu = engine.cpuSeconds() - cpuBefore;
        return new Publishes(calls.medianMicros(), calls.callerCpuMicros(), cpu * 1e6 / calls.count());
    }

    private record Publishes(double micros, double callerCpuMicros, double allCpuMicros) {}

    private static String table(List<Publishes> few, List<Publishes> many) {
        return "| webhooks registered, 10 of them match | time per publish | processor time of the caller | of the process, 10 deliveries included |\n"
                + "|---:|---:|---:|---:|\n"
                + row("10", few)
                + row("10,000", many);
    }

    private static String row(String registered, List<Publishes> publishes) {
        return "| " + registered
                + " | " + Spread.of(publishes, Publishes::micros).show("%,.0f", "µs")
                + " | " + Spread.of(publishes, Publishes::callerCpuMicros).show("%.0f", "µs")
                + " | " + Spread.of(publishes, Publishes::allCpuMicros).show("%.0f", "µs")
                + " |\n";
    }

    private static String method(Bench bench) {
        return """
                * **Matching:** two engines, one with the ten webhooks that match and one with 9,990 more for other types, by turns, %d times for %d s each: one
                  thread that calls `triggerWebhook` again as soon as it returns. **Time per publish** is the median, fsync included; the
                  caller's processor time is what checking, canonical form and matching take; that of the process is everything until the ten deliveries are recorded as sent.
                """.formatted(bench.repetitions(), bench.seconds());
    }
}
