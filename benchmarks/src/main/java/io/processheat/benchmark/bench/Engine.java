package io.processheat.benchmark.bench;

import io.processheat.benchmark.publisher.Calls;
import io.processheat.benchmark.publisher.Heap;
import io.processheat.benchmark.publisher.LoadOrder;
import io.processheat.benchmark.publisher.Measurement;
import io.processheat.benchmark.publisher.Message;
import io.processheat.benchmark.publisher.PlantOrder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The packaged runtime in a process of its own, and the way to the publisher bundle in it. */
public final class Engine implements AutoCloseable {

    private final ChildProcess process;
    private final Socket socket;
    private final BufferedReader answers;
    private final PrintWriter orders;

    Engine(Path runtime, Path data) throws Exception {
        ProcessBuilder command = new ProcessBuilder(
                runtime.resolve("bin/start").toString(),
                "--port", "0", "--allow", "127.0.0.0/8", "--data", data.toString());
        // The options of the package are measured, not those of the terminal.
        command.environment().remove("JAVA_OPTS");
        process = new ChildProcess("publisher", "ready after", command);
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), process.port());
        } catch (Exception failure) {
            process.close();
            throw failure;
        }
        answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        orders = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.US_ASCII);
    }

    public List<String> eventTypes() throws IOException {
        return carryOut(Message.about("types")).list("types");
    }

    /** Registers so many webhooks that are alike, under a name for all of them. */
    public void register(String audience, int count, List<String> types, String url) throws IOException {
        register(audience, count, types, url, "default");
    }

    public void register(String audience, int count, List<String> types, String url, String schedule)
            throws IOException {
        carryOut(Message.about("register")
                .with("audience", audience)
                .with("count", count)
                .with("types", types)
                .with("url", url)
                .with("schedule", schedule));
    }

    public void unregister(String audience) throws IOException {
        carryOut(Message.about("unregister").with("audience", audience));
    }

    /** Keeps deliveries back. */
    public void pause(String audience) throws IOException {
        carryOut(Message.about("pause").with("audience", audience));
    }

    public void resume(String audience) throws IOException {
        carryOut(Message.about("resume").with("audience", audience));
    }

    public Measurement load(LoadOrder order) throws IOException {
        return Measurement.from(carryOut(order.message()));
    }

    /** Posts a plant's events on EventAdmin; all of them are on disk when this returns. */
    public void plant(PlantOrder order) throws IOException {
        carryOut(order.message());
    }

    /**
     * Waits until all deliveries are final.
     *
     * @return how many have expired since this was asked last; one that failed otherwise is an error
     */
    public long newlyExpired(String audience) throws IOException {
        return carryOut(Message.about("expired").with("audience", audience)).number("expired");
    }

    /** Publishes events one after the other. */
    public Calls calls(String type, double seconds) throws IOException {
        return Calls.from(carryOut(Message.about("calls").with("type", type).with("seconds", seconds)));
    }

    /** Waits until nothing is left to deliver; a delivery that failed is an error. */
    public void settle(String audience) throws IOException {
        carryOut(Message.about("settle").with("audiences", List.of(audience)));
    }

    /** Whether no delivery of these has ended, one way or the other. */
    public boolean isUnfinished(String audience) throws IOException {
        return carryOut(Message.about("unfinished").with("audience", audience)).flag("unfinished");
    }

    /** Collects garbage, and says what is left. */
    public Heap heap() throws IOException {
        return Heap.from(carryOut(Message.about("heap")));
    }

    public long pid() {
        return process.pid();
    }

    public double cpuSeconds() throws IOException {
        return process.cpuSeconds();
    }

    private Message carryOut(Message order) throws IOException {
        orders.println(order.line());
        String answer = answers.readLine();
        if (answer == null || !answer.startsWith("done")) {
            throw new IOException("The engine answered: " + answer);
        }
        return Message.parse(answer);
    }

    @Override
    public void close() throws Exception {
        socket.close();
        process.close();
    }
}
