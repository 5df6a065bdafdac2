package io.processheat.benchmark.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program that runs beside this one and says on which port; ended with this one. */
final class ChildProcess implements AutoCloseable {

    private static final Pattern TROUBLE = Pattern.compile("ERROR|WARN|Exception|Cannot|^\\s+at ");
    private static final int MAX_START_SECONDS = 60;
    private static final int MAX_STOP_SECONDS = 15;

    private final Process process;
    private final Pattern announcement;
    private final String ready;
    private final CompletableFuture<Integer> port = new CompletableFuture<>();

    /**
     * @param name what the program calls itself in its line "name on port n"
     * @param ready a part of the line by which it says that it serves
     */
    ChildProcess(String name, String ready, ProcessBuilder command) throws IOException {
        this.ready = ready;
        announcement = Pattern.compile(name + " on port (\\d+)");
        process = command.redirectErrorStream(true).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        Thread reader = new Thread(this::read, name + " output");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        int announced = 0;
        boolean isReady = false;
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher matcher = announcement.matcher(line);
                announced = matcher.find() ? Integer.parseInt(matcher.group(1)) : announced;
                isReady |= line.contains(ready);
                if (announced > 0 && isReady) {
                    port.complete(announced);
                }
                if (TROUBLE.matcher(line).find()) {
                    System.err.println("  | " + line);
                }
            }
            port.completeExceptionally(new IOException("It ended before it served"));
        } catch (IOException failure) {
            // Closed under the reader where the process was ended; otherwise whoever waits for the port hears of it.
            port.completeExceptionally(failure);
        }
    }

    long pid() {
        return process.pid();
    }

    /** Seconds of processor time since its start. */
    double cpuSeconds() throws IOException {
        return CpuClock.of(process.pid());
    }

    /** Waits until it serves. */
    int port() throws IOException, InterruptedException {
        try {
            return port.get(MAX_START_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new IOException("Not started within " + MAX_START_SECONDS + " s", late);
        } catch (ExecutionException failed) {
            throw new IOException(failed.getCause().getMessage(), failed);
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(MAX_STOP_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
