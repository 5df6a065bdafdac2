package io.processheat.benchmark.isolation;

import io.processheat.benchmark.bench.Bench;
import io.processheat.benchmark.bench.Engine;
import io.processheat.benchmark.bench.Findings;
import io.processheat.benchmark.bench.Section;
import io.processheat.benchmark.publisher.LoadOrder;
import io.processheat.benchmark.publisher.Measurement;
import io.processheat.benchmark.sink.SinkCount;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

/** What healthy webhooks notice of slow and of refusing ones. */
public final class IsolationSection implements Section {

    private static final int HEALTHY = 900;
    private static final int SLOW = 50;
    private static final int REFUSING = 50;
    private static final int ALL_WEBHOOKS = HEALTHY + SLOW + REFUSING;
    private static final double EACH_PER_SECOND = 2;
    private static final double LEAD_SECONDS = 4;
    private static final List<String> TYPE = List.of("calculation.completed");
    private static final List<String> HEALTHY_ONES = List.of("healthy");
    private static final List<String> ALL = List.of("healthy", "slow", "refusing");

    @Override
    public String name() {
        return "isolation";
    }

    @Override
    public Findings measure(Bench bench) throws Exception {
        IsolationResult result = new IsolationResult();
        try (Engine engine = bench.start(name())) {
            engine.register("healthy", HEALTHY, TYPE, bench.sink().url("/timed"));
            publish(engine, HEALTHY_ONES, HEALTHY, LEAD_SECONDS);
            for (int i = 0; i < bench.repetitions(); i++) {
                result.without(measure(bench, engine, HEALTHY_ONES, HEALTHY));
                engine.register("slow", SLOW, TYPE, bench.sink().url("/after/9000"), "long");
                engine.register("refusing", REFUSING, TYPE, "http://127.0.0.1:" + closedPort() + "/", "long");
                // So that the slow ones have all the requests in flight that they may have.
                publish(engine, ALL, ALL_WEBHOOKS, LEAD_SECONDS);
                result.with(measure(bench, engine, ALL, ALL_WEBHOOKS));
                engine.unregister("slow");
                engine.unregister("refusing");
            }
        }
        bench.delete(name());
        return new Findings("Slow and refusing webhooks among 1,000", result.table(), method(bench));
    }

    private static SinkCount measure(Bench bench, Engine engine, List<String> audiences, int webhooks) throws Exception {
        bench.sink().reset();
        publish(engine, audiences, webhooks, bench.seconds());
        SinkCount count = bench.sink().count();
        bench.say("  %-5s p99 %.2f ms", audiences == ALL ? "with" : "without", count.p99Micros() / 1e3);
        return count;
    }

    /** Each webhook gets an event of its own, by turns. */
    private static Measurement publish(Engine engine, List<String> audiences, int webhooks, double seconds)
            throws Exception {
        return engine.load(LoadOrder.of(TYPE)
                .toEachOf(audiences)
                .forSeconds(seconds)
                .perSecond(webhooks * EACH_PER_SECOND)
                .untilSettled("healthy"));
    }

    private static int closedPort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String method(Bench bench) {
        return """
                * **Slow and refusing ones:** each webhook gets %.0f events a second of its own: %d that answer at once, whose latency is measured,
                  and in every second round also %d that answer after 9 s and %d whose port is closed, for %.0f s before the measurement and the %d s of it. These have a schedule of
                  three days, so that they are tried for all that time. %d rounds each, by turns; the ratio is that of neighbours.
                """.formatted(EACH_PER_SECOND, HEALTHY, SLOW, REFUSING, LEAD_SECONDS, bench.seconds(), bench.repetitions());
    }
}
