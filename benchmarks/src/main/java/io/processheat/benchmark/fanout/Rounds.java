package io.processheat.benchmark.fanout;

import io.processheat.benchmark.bench.Bench;
import io.processheat.benchmark.bench.Engine;
import io.processheat.benchmark.bench.SinkProcess;
import io.processheat.benchmark.bench.Wrk;
import io.processheat.benchmark.publisher.LoadOrder;
import io.processheat.benchmark.publisher.Measurement;
import java.io.IOException;
import java.util.List;

/** Reference and engine by turns on the same sink, then the latency. */
final class Rounds {

    private static final int REFERENCE_SECONDS = 4;
    private static final int WARM_UP_SECONDS = 15;
    private static final long STEADY = 2_000;
    private static final long LARGE_BACKLOG = 10_000;
    private static final String AUDIENCE = "audience";

    private final Bench bench;
    private final SinkProcess sink;
    private final Engine engine;
    private final List<String> types;
    private final Results results = new Results();

    Rounds(Bench bench, Engine engine) throws IOException {
        this.bench = bench;
        this.sink = bench.sink();
        this.engine = engine;
        this.types = engine.eventTypes();
    }

    Results run() throws Exception {
        bench.wrk().run(REFERENCE_SECONDS);
        throughput(1, STEADY, WARM_UP_SECONDS);
        throughput(10, STEADY, WARM_UP_SECONDS);
        for (int i = 1; i <= bench.repetitions(); i++) {
            results.reference.add(shown(i, "reference", reference()));
            results.single.add(shown(i, "fan-out 1", throughput(1, STEADY, bench.seconds())));
            results.tenfold.add(shown(i, "fan-out 10", throughput(10, STEADY, bench.seconds())));
            results.backlogged.add(shown(i, "backlog", throughput(10, LARGE_BACKLOG, bench.seconds())));
        }
        for (int i = 0; i < bench.repetitions(); i++) {
            latency(results.singleLatencies, results.single);
            latency(results.tenfoldLatencies, results.tenfold);
        }
        return results;
    }

    private Sample shown(int round, String what, Sample sample) {
        bench.say("  %d  %-10s %,9.0f/s  %5.1f µs CPU", round, what, sample.perSecond(), sample.cpuMicros());
        return sample;
    }

    private Sample reference() throws Exception {
        double sinkBefore = sink.cpuSeconds();
        Wrk.Run run = bench.wrk().run(REFERENCE_SECONDS);
        double sinkBusy = (sink.cpuSeconds() - sinkBefore) / REFERENCE_SECONDS;
        return new Sample(run.perSecond(), run.cpuMicros(), 0, sinkBusy);
    }

    private Sample throughput(int fanOut, long maxBacklog, int seconds) throws Exception {
        LoadOrder order = order(maxBacklog).forSeconds(seconds);
        double sinkBefore = sink.cpuSeconds();
        double cpuBefore = engine.cpuSeconds();
        Measurement measured = carryOut(fanOut, "/", order);
        double cpu = engine.cpuSeconds() - cpuBefore;
        double sinkCpu = sink.cpuSeconds() - sinkBefore;
        long deliveries = measured.deliveries();
        return new Sample(
                measured.perSecond(),
                cpu * 1e6 / deliveries,
                (double) measured.allocatedBytes() / deliveries,
                sinkCpu / measured.seconds());
    }

    private void latency(Latencies latencies, Series throughput) throws Exception {
        double deliveriesPerSecond = throughput.spread(Sample::perSecond).median() / 3;
        LoadOrder order = order(LARGE_BACKLOG)
                .forSeconds(bench.seconds())
                .perSecond(deliveriesPerSecond / latencies.fanOut());
        Measurement measured = carryOut(latencies.fanOut(), "/timed", order);
        latencies.add(measured.perSecond(), sink.count());
    }

    private LoadOrder order(long maxBacklog) throws Exception {
        return LoadOrder.of(types).withBacklogUpTo(maxBacklog, sink.port());
    }

    /** What the sink got must be what was acknowledged: a rate of lost or repeated deliveries would be no rate. */
    private Measurement carryOut(int fanOut, String path, LoadOrder order) throws Exception {
        List<String> audiences = register(fanOut, path);
        sink.reset();
        Measurement measured = engine.load(order.untilSettled(audiences.toArray(String[]::new)));
        long received = sink.count().received();
        if (received != measured.deliveries()) {
            throw new IOException("Acknowledged " + measured.deliveries() + " deliveries, the sink got " + received);
        }
        for (String audience : audiences) {
            engine.unregister(audience);
        }
        return measured;
    }

    /** A fan-out of 1 is one webhook for each type; any other is that many webhooks for all types. */
    private List<String> register(int fanOut, String path) throws Exception {
        if (fanOut > 1) {
            engine.register(AUDIENCE, fanOut, types, sink.url(path));
            return List.of(AUDIENCE);
        }
        for (String type : types) {
            engine.register(type, 1, List.of(type), sink.url(path));
        }
        return types;
    }
}
