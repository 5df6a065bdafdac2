package io.processheat.benchmark.heap;

import io.processheat.benchmark.bench.Bench;
import io.processheat.benchmark.bench.Engine;
import io.processheat.benchmark.bench.Findings;
import io.processheat.benchmark.bench.Section;
import io.processheat.benchmark.publisher.LoadOrder;
import io.processheat.benchmark.publisher.Measurement;
import io.processheat.benchmark.sink.SinkCount;
import java.io.IOException;
import java.util.List;

/** What a million pending deliveries cost in memory, and whether the others notice. */
public final class HeapSection implements Section {

    private static final int PENDING_WEBHOOKS = 10;
    private static final int PENDING_EVENTS = 100_000;
    private static final double LIVELY_PER_SECOND = 500;
    private static final double WARM_UP_SECONDS = 3;
    private static final long WARM_UP_BACKLOG = 500;
    private static final int ANSWER_MILLIS = 20;
    private static final List<String> PENDING_TYPE = List.of("calculation.completed");
    private static final List<String> LIVELY_TYPE = List.of("calculation.failed");

    @Override
    public String name() {
        return "heap";
    }

    @Override
    public Findings measure(Bench bench) throws Exception {
        HeapResult result;
        try (Engine engine = bench.start(name())) {
            result = fill(bench, engine);
        }
        bench.delete(name());
        return new Findings("A million pending deliveries", result.table(), method(bench));
    }

    private static HeapResult fill(Bench bench, Engine engine) throws Exception {
        engine.register("pending", PENDING_WEBHOOKS, PENDING_TYPE, bench.sink().url("/after/" + ANSWER_MILLIS));
        engine.register("lively", 1, LIVELY_TYPE, bench.sink().url("/timed"));
        warmUp(bench, engine);
        HeapResult.Row empty = row(bench, engine);
        engine.pause("pending");
        Measurement filled = engine.load(LoadOrder.of(PENDING_TYPE).events(PENDING_EVENTS).untimed());
        HeapResult.Row paused = row(bench, engine);
        if (!engine.isUnfinished("pending")) {
            throw new IOException("Some of the deliveries that were to be pending have ended");
        }
        bench.say("  %,d pending, heap %,d MiB", filled.deliveries(), paused.heap().usedBytes() >> 20);
        engine.resume("pending");
        HeapResult.Row resumed = row(bench, engine);
        long left = filled.deliveries() + resumed.lively().timed() - resumed.lively().received();
        return new HeapResult(filled, left, empty, paused, resumed);
    }

    private static void warmUp(Bench bench, Engine engine) throws Exception {
        bench.sink().reset();
        engine.load(LoadOrder.of(LIVELY_TYPE)
                .forSeconds(WARM_UP_SECONDS)
                .withBacklogUpTo(WARM_UP_BACKLOG, bench.sink().port())
                .untilSettled("lively"));
    }

    private static HeapResult.Row row(Bench bench, Engine engine) throws Exception {
        SinkCount lively = deliver(bench, engine);
        return new HeapResult.Row(engine.heap(), lively);
    }

    private static SinkCount deliver(Bench bench, Engine engine) throws Exception {
        bench.sink().reset();
        Measurement published = engine.load(LoadOrder.of(LIVELY_TYPE)
                .forSeconds(bench.seconds())
                .perSecond(LIVELY_PER_SECOND)
                .untilSettled("lively"));
        return bench.sink().awaitTimed(published.deliveries());
    }

    private static String method(Bench bench) {
        return """
                * **Pending:** %,d events for each of %d webhooks that are paused, then resumed: their receiver answers after %d ms, so that the backlog is worked off for
                  long after the measurement. The run fails if a delivery ends before. **Heap:** after a full collection (`System.gc()`), of the runtime with the
                  options that `bin/start` gives it.
                * **Another webhook** gets %,.0f deliveries a second of another type for %d s, before, while a million is pending, and while
                  it is worked off. All must arrive.
                """.formatted(PENDING_EVENTS, PENDING_WEBHOOKS, ANSWER_MILLIS, LIVELY_PER_SECOND, bench.seconds());
    }
}
