package io.processheat.benchmark.fanout;

import io.processheat.benchmark.bench.Bench;
import io.processheat.benchmark.bench.Engine;
import io.processheat.benchmark.bench.Findings;
import io.processheat.benchmark.bench.Section;

/** How many deliveries, at what cost, beside {@code wrk}; then how long one takes at a third of that. */
public final class FanOutSection implements Section {

    @Override
    public String name() {
        return "fanout";
    }

    @Override
    public Findings measure(Bench bench) throws Exception {
        Results results;
        try (Engine engine = bench.start(name())) {
            results = new Rounds(bench, engine).run();
        }
        bench.delete(name());
        return new Findings("Rate and cost of deliveries", new Table(results).toString(), method(bench));
    }

    private static String method(Bench bench) {
        return """
                * **Reference:** `wrk -t1 -c64`, the same 1 KiB body to the same sink. It neither signs, stores nor records anything.
                  The sink takes at least as much as this, so the sink does not limit the engine but by its share of the processors.
                  **Sink busy** is the part of the time in which its process, one thread, had a processor: 100 %% would be its limit.
                * **Fan-out 1:** 8 webhooks, one for each event type; events take the types by turns. **Fan-out 10:** 10 webhooks, each for all types.
                  A webhook has at most 8 requests in flight, so 64 and 80 together.
                * **Rate:** deliveries acknowledged, divided by the time from the first publish to the last delivery recorded as sent;
                  publishing goes on for %d s, and pauses while more than 2,000 acknowledged deliveries have not reached the sink, so that nothing piles up.
                  The run fails unless the sink got exactly as many requests as were acknowledged.
                * **With a backlog:** the same, but publishing pauses at 10,000 only: deliveries that the dispatcher does not keep in memory
                  wait in the store and are read from it again.
                * **Processor time each:** of the engine's process (of `wrk`'s), user and system, by delivery (by request). Time in
                  which other programs had the processors is not in it, though what they did to the caches is. It includes the publishing
                  bundle's, the compiler's and the garbage collector's, not the sink's.
                * **Allocated each:** bytes on the engine's heap, by delivery, as the JVM counts them for each thread; what the publishing
                  bundle makes is in it.
                * **By turns:** warm-up first; then reference, fan-out 1, fan-out 10, backlog, %d times over, all on one database that grows.
                  Ratios are those of a round.
                * **Publish → received:** at a third of the measured rate, from the call of `publish` until the sink has read the request,
                  to 1 %%, all deliveries of %d s, %d times.
                """.formatted(bench.seconds(), bench.repetitions(), bench.seconds(), bench.repetitions());
    }
}
