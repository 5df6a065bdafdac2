package io.processheat.benchmark.bench;

import io.processheat.benchmark.sink.LedgerCount;
import io.processheat.benchmark.sink.Sink;
import io.processheat.benchmark.sink.SinkClient;
import io.processheat.benchmark.sink.SinkCount;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** The sink in a process of its own. */
public final class SinkProcess implements AutoCloseable {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final ChildProcess process;
    private final SinkClient client;

    SinkProcess() throws Exception {
        process = new ChildProcess("sink", "sink on port", new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), Sink.class.getName()));
        client = new SinkClient(process.port());
    }

    public int port() throws Exception {
        return process.port();
    }

    public String url(String path) throws Exception {
        return "http://127.0.0.1:" + port() + path;
    }

    public void reset() throws IOException {
        client.reset();
    }

    public SinkCount count() throws IOException {
        return client.count();
    }

    public LedgerCount ledger(int number) throws IOException {
        return client.ledger(number);
    }

    /** Waits until so many requests with a time have come. */
    public SinkCount awaitTimed(long requests) throws IOException {
        return await(count -> count.timed() >= requests, requests + " timed requests");
    }

    /** Waits for the first request. */
    public SinkCount awaitFirst() throws IOException {
        return await(count -> count.received() > 0, "a request");
    }

    /** Waits until so many distinct events have been taken. */
    public LedgerCount awaitTaken(int ledger, long events) throws IOException {
        return await(() -> ledger(ledger), count -> count.taken() >= events, events + " events in ledger " + ledger);
    }

    private SinkCount await(Predicate<SinkCount> enough, String what) throws IOException {
        return await(this::count, enough, what);
    }

    private static <T> T await(Question<T> sink, Predicate<T> enough, String what) throws IOException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        T count = sink.ask();
        while (!enough.test(count)) {
            if (System.nanoTime() > deadline) {
                throw new IOException("Waited in vain for " + what + ", the sink has " + count);
            }
            LockSupport.parkNanos(POLL_NANOS);
            count = sink.ask();
        }
        return count;
    }

    private interface Question<T> {
        T ask() throws IOException;
    }

    public double cpuSeconds() throws IOException {
        return process.cpuSeconds();
    }

    @Override
    public void close() throws Exception {
        client.close();
        process.close();
    }
}
