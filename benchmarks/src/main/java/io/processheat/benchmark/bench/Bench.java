package io.processheat.benchmark.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

/** What every section measures with: the sink, {@code wrk}, the packaged runtime, and how long and how often. */
public final class Bench implements AutoCloseable {

    private final Path runtime;
    private final Path work;
    private final int seconds;
    private final int repetitions;
    private final SinkProcess sink;
    private final Wrk wrk;

    public Bench(Path runtime, Path work, int seconds, int repetitions) throws Exception {
        this.runtime = runtime;
        this.work = work;
        this.seconds = seconds;
        this.repetitions = repetitions;
        this.sink = new SinkProcess();
        this.wrk = new Wrk(work, sink.port());
    }

    /** Of each measurement. */
    public int seconds() {
        return seconds;
    }

    /** Of each measurement. */
    public int repetitions() {
        return repetitions;
    }

    public SinkProcess sink() {
        return sink;
    }

    public Wrk wrk() {
        return wrk;
    }

    public Path dataFolder(String name) {
        return work.resolve("data-" + name);
    }

    /** Starts the packaged runtime on a data folder, which it makes where there is none. */
    public Engine start(String name) throws Exception {
        return new Engine(runtime, dataFolder(name));
    }

    /** Gives the disk back. */
    public void delete(String name) throws IOException {
        try (Stream<Path> files = Files.walk(dataFolder(name))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Tells who waits at the terminal. */
    public void say(String format, Object... figures) {
        System.out.println(String.format(Locale.ROOT, format, figures));
    }

    @Override
    public void close() throws Exception {
        sink.close();
    }
}
