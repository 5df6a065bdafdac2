package io.processheat.benchmark.start;

import io.processheat.benchmark.bench.Bench;
import io.processheat.benchmark.bench.Engine;
import io.processheat.benchmark.bench.Findings;
import io.processheat.benchmark.bench.Section;
import io.processheat.benchmark.bench.Spread;
import io.processheat.benchmark.publisher.LoadOrder;
import io.processheat.benchmark.publisher.Measurement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** How long after a start the first delivery arrives, with a large history and a backlog. */
public final class StartSection implements Section {

    private static final String EMPTY = "start-empty";
    private static final long FINISHED = 5_000_000;
    private static final int TEMPLATE_EVENTS = 5_000;
    private static final int PENDING_EVENTS = 10_000;
    private static final int WEBHOOKS = 10;
    private static final String HANGS = "/after/3600000";
    private static final List<String> FINISHED_TYPE = List.of("calculation.completed");
    private static final List<String> PENDING_TYPE = List.of("calculation.failed");

    @Override
    public String name() {
        return "start";
    }

    @Override
    public Findings measure(Bench bench) throws Exception {
        leavePending(bench, EMPTY, 1);
        List<Start> empty = starts(bench, EMPTY);
        bench.delete(EMPTY);
        long pending = leavePending(bench, name(), PENDING_EVENTS);
        long finished = new History(database(bench)).growTo(FINISHED);
        long bytes = Files.size(database(bench));
        bench.say("  %,d finished and %,d pending deliveries, %,d MiB", finished, pending, bytes >> 20);
        List<Start> full = starts(bench, name());
        bench.delete(name());
        return new Findings("Start", table(empty, full, finished, pending, bytes), method(bench));
    }

    /** Delivers a little, and leaves a backlog behind for webhooks that do not answer. */
    private static long leavePending(Bench bench, String data, int events) throws Exception {
        try (Engine engine = bench.start(data)) {
            engine.register("finished", WEBHOOKS, FINISHED_TYPE, bench.sink().url("/"));
            engine.load(LoadOrder.of(FINISHED_TYPE)
                    .events(Math.min(events, TEMPLATE_EVENTS))
                    .untilSettled("finished"));
            engine.register("pending", WEBHOOKS, PENDING_TYPE, bench.sink().url(HANGS), "long");
            Measurement pending = engine.load(LoadOrder.of(PENDING_TYPE).events(events));
            return pending.deliveries();
        }
    }

    private static List<Start> starts(Bench bench, String data) throws Exception {
        List<Start> starts = new ArrayList<>();
        for (int i = 0; i < bench.repetitions(); i++) {
            bench.sink().reset();
            long begin = System.nanoTime();
            try (Engine engine = bench.start(data)) {
                double seconds = (bench.sink().awaitFirst().firstNanos() - begin) / 1e9;
                starts.add(new Start(seconds, engine.cpuSeconds()));
                bench.say("  first delivery after %.2f s", seconds);
            }
        }
        return starts;
    }

    /**
     * A start.
     *
     * @param seconds until the first delivery
     * @param cpuSeconds that the engine's process used until it served, and the first delivery had been made
     */
    private record Start(double seconds, double cpuSeconds) {}

    private static Path database(Bench bench) throws IOException {
        try (Stream<Path> files = Files.walk(bench.dataFolder("start"))) {
            return files.filter(file -> file.toString().endsWith(".db")).findFirst().orElseThrow();
        }
    }

    private static String table(List<Start> empty, List<Start> full, long finished, long pending, long bytes) {
        return "| in the data folder | start → first delivery received | processor time until then, and until it serves |\n"
                + "|---|---:|---:|\n"
                + row(String.format(Locale.ROOT, "%d finished, %d pending", WEBHOOKS, WEBHOOKS), empty)
                + row(String.format(Locale.ROOT, "%,d finished, %,d pending, %,d MiB", finished, pending, bytes >> 20), full);
    }

    private static String row(String stored, List<Start> starts) {
        return "| " + stored
                + " | " + Spread.of(starts, Start::seconds).show("%.2f", "s")
                + " | " + Spread.of(starts, Start::cpuSeconds).show("%.2f", "s")
                + " |\n";
    }

    private static String method(Bench bench) {
        return """
                * **Start:** from the execution of `bin/start` until the sink has read the first request of the backlog; %d starts, one
                  after the other, with what a start before left in the system's file cache. The first deliveries are the engine's own; the rest of the finished
                  ones are copies of them under new keys, with their events, payloads and attempts, written into the stopped store's database in SQL. The pending ones
                  belong to webhooks whose receiver never answers, so that each start finds all of them.
                """.formatted(bench.repetitions());
    }
}
