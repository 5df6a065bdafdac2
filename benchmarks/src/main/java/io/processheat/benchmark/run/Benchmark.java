package io.processheat.benchmark.run;

import io.processheat.benchmark.publisher.Measurement;
import io.processheat.benchmark.publisher.Order;
import io.processheat.benchmark.sink.Sink;
import io.processheat.benchmark.sink.SinkClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** One run: reference and engine by turns on the same sink, then the latency at a third of the load. */
public final class Benchmark {

    private static final int REPETITIONS = 3;
    private static final int REFERENCE_SECONDS = 5;
    private static final int WARM_UP_SECONDS = 8;
    private static final long STEADY = 500;
    private static final long LARGE_BACKLOG = 10_000;
    private static final String TIMED_PATH = "/latency";

    private final int seconds;
    private final int sinkPort;
    private final SinkClient sink;
    private final ChildProcess engineProcess;
    private final Engine engine;
    private final Wrk wrk;
    private final Results results = new Results();

    private Benchmark(
            int seconds, int sinkPort, SinkClient sink, ChildProcess engineProcess, Engine engine, Wrk wrk) {
        this.seconds = seconds;
        this.sinkPort = sinkPort;
        this.sink = sink;
        this.engineProcess = engineProcess;
        this.engine = engine;
        this.wrk = wrk;
    }

    /** Arguments: folder of the runtime, folder for what is written, file of the report, seconds of each measurement. */
    public static void main(String[] arguments) throws Exception {
        Path runtime = Path.of(arguments[0]);
        Path work = Path.of(arguments[1]);
        Machine machine = Machine.ofThis();
        Results results = run(runtime, work, Integer.parseInt(arguments[3]));
        String report = new Report(machine, results, arguments[4], Integer.parseInt(arguments[3])).markdown();
        Files.writeString(Path.of(arguments[2]), report);
        System.out.println(new Table(results));
    }

    private static Results run(Path runtime, Path work, int seconds) throws Exception {
        try (ChildProcess sinkProcess = new ChildProcess("sink", sinkCommand());
                SinkClient sink = new SinkClient(sinkProcess.port());
                ChildProcess engineProcess = new ChildProcess("publisher", engineCommand(runtime, work));
                Engine engine = new Engine(engineProcess.port())) {
            int sinkPort = sinkProcess.port();
            Wrk wrk = new Wrk(work, sinkPort);
            return new Benchmark(seconds, sinkPort, sink, engineProcess, engine, wrk).measure();
        }
    }

    private static List<String> sinkCommand() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), Sink.class.getName());
    }

    private static List<String> engineCommand(Path runtime, Path work) {
        return List.of(
                runtime.resolve("bin/start").toString(),
                "--port", "0", "--allow", "127.0.0.0/8", "--data", work.resolve("data").toString());
    }

    private Results measure() throws IOException, InterruptedException {
        System.out.println("Warming up ...");
        wrk.run(REFERENCE_SECONDS);
        throughput(1, STEADY, WARM_UP_SECONDS);
        throughput(10, STEADY, WARM_UP_SECONDS);
        for (int i = 1; i <= REPETITIONS; i++) {
            results.reference.add(shown(i, "reference", wrk.run(REFERENCE_SECONDS)));
            results.single.add(shown(i, "fan-out 1", throughput(1, STEADY, seconds)));
            results.tenfold.add(shown(i, "fan-out 10", throughput(10, STEADY, seconds)));
            results.backlogged.add(shown(i, "backlog", throughput(10, LARGE_BACKLOG, seconds)));
        }
        results.latencies.add(latency(1, results.single.medianPerSecond() / 3));
        results.latencies.add(latency(10, results.tenfold.medianPerSecond() / 3));
        return results;
    }

    private static Sample shown(int repetition, String what, Sample sample) {
        System.out.printf(
                Locale.ROOT, "%d  %-10s %,9.0f/s  %5.1f µs CPU%n", repetition, what, sample.perSecond(), sample.cpuMicros());
        return sample;
    }

    private Sample throughput(int fanOut, long maxBacklog, int duration) throws IOException {
        double cpuBefore = engineProcess.cpuSeconds();
        Measurement measured = carryOut(new Order(sinkPort, "/", fanOut, duration, 0, maxBacklog));
        double cpu = engineProcess.cpuSeconds() - cpuBefore;
        return new Sample(measured.perSecond(), cpu * 1e6 / measured.deliveries());
    }

    private Latency latency(int fanOut, double deliveriesPerSecond) throws IOException {
        double eventsPerSecond = deliveriesPerSecond / fanOut;
        Measurement measured = carryOut(new Order(sinkPort, TIMED_PATH, fanOut, seconds, eventsPerSecond, LARGE_BACKLOG));
        return new Latency(fanOut, measured.perSecond(), sink.count());
    }

    /** What the sink got must be what was acknowledged: a rate of lost or repeated deliveries would be no rate. */
    private Measurement carryOut(Order order) throws IOException {
        sink.reset();
        Measurement measured = engine.carryOut(order);
        long received = sink.count().received();
        if (received != measured.deliveries()) {
            throw new IOException("Acknowledged " + measured.deliveries() + " deliveries, the sink got " + received);
        }
        return measured;
    }
}
