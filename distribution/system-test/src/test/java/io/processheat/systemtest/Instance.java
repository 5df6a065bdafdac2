package io.processheat.systemtest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A process of the distribution, known by what it prints. */
final class Instance implements AutoCloseable {

    private static final Duration START_PATIENCE = Duration.ofSeconds(40);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);
    private static final int LINES_SHOWN = 80;

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread reader;
    private final Thread orphanage;

    Instance(Process process) {
        this.process = process;
        reader = new Thread(this::read, "output of " + process.pid());
        reader.setDaemon(true);
        reader.start();
        orphanage = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(orphanage);
        ShowsOutput.watch(this);
    }

    /** Waits until it says that it is ready. */
    Instance ready() {
        try {
            Wait.until("the runtime is ready", START_PATIENCE, () -> said("^  data ") || !process.isAlive());
        } catch (AssertionError late) {
            throw new AssertionError(late.getMessage() + "\n" + output(), late);
        }
        if (!process.isAlive()) {
            throw new AssertionError("The runtime ended instead of getting ready:\n" + output());
        }
        return this;
    }

    /** A client that has the token of the token file. */
    Rest rest() throws IOException {
        return new Rest(api(), Files.readString(Path.of(announced("token"))).strip());
    }

    String api() {
        return announced("API");
    }

    /** Whether a line was printed that the expression matches anywhere in it. */
    boolean said(String expression) {
        return lines.stream().anyMatch(Pattern.compile(expression).asPredicate());
    }

    String output() {
        List<String> all = List.copyOf(lines);
        List<String> last = all.subList(Math.max(0, all.size() - LINES_SHOWN), all.size());
        return "--- output of process " + process.pid() + "\n" + String.join("\n", last) + "\n---";
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGTERM; the exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        return exitCode();
    }

    /** Waits for its end. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("The runtime has not ended after " + STOP_PATIENCE.toSeconds() + " s:\n" + output());
        }
        reader.join(STOP_PATIENCE.toMillis());
        return process.exitValue();
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly().onExit().join();
        Runtime.getRuntime().removeShutdownHook(orphanage);
    }

    @Override
    public void close() {
        kill();
    }

    private String announced(String name) {
        String prefix = "  " + name + " ";
        return lines.stream().filter(line -> line.startsWith(prefix)).findFirst()
                .map(line -> line.substring(prefix.length()).strip())
                .orElseThrow(() -> new AssertionError("No line '" + name + "':\n" + output()));
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            output.lines().forEach(lines::add);
        } catch (UncheckedIOException | IOException end) {
            lines.add("(the output ended: " + end.getMessage() + ")");
        }
    }
}
