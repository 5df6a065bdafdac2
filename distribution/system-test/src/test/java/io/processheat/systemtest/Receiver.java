package io.processheat.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/** An HTTP server that writes every request down, checks its signatures and answers as it is told to. */
final class Receiver implements AutoCloseable {

    /**
     * What came in, when by {@link System#nanoTime}, and the status that it was answered with.
     *
     * @param open requests that waited for their answer just then, this one included
     */
    record Request(long nanos, String path, Headers headers, byte[] body, int status, int open) {

        String header(String name) {
            return headers.getFirst(name);
        }

        String eventId() {
            return header("webhook-id");
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** How a path answers. */
    record Reply(int status, Duration delay) {

        static final Reply OK = new Reply(204, Duration.ZERO);
        static final Reply UNAVAILABLE = new Reply(503, Duration.ZERO);
    }

    private static final int FORGED = 401;
    private static final int THREADS = 8;

    private final HttpServer server;
    private final Consumer<Request> notes;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final ScheduledExecutorService delays = Executors.newScheduledThreadPool(1);
    private final Map<String, Function<Headers, Reply>> replies = new ConcurrentHashMap<>();
    private final Map<String, Collection<Request>> requests = new ConcurrentHashMap<>();
    private final AtomicInteger forged = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();

    /** @param notes null: requests are kept */
    private Receiver(HttpServer server, Consumer<Request> notes) {
        this.server = server;
        this.notes = notes == null ? this::keep : notes;
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    static Receiver start() throws IOException {
        return new Receiver(server(), null);
    }

    /** @param notes takes the requests, from any thread, instead of their being kept here */
    static Receiver start(Consumer<Request> notes) throws IOException {
        return new Receiver(server(), notes);
    }

    private static HttpServer server() throws IOException {
        return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** What the path answers from now on; a path of which nothing was said answers 204 at once. */
    void answer(String path, Reply reply) {
        answer(path, headers -> reply);
    }

    void answer(String path, Function<Headers, Reply> reply) {
        replies.put(path, reply);
    }

    /** The requests to the path, in the order of their arrival. */
    List<Request> requests(String path) {
        return List.copyOf(at(path));
    }

    /** Waits for so many requests to the path. */
    List<Request> await(String path, int count, Duration patience) {
        Wait.until(count + " requests to " + path, patience, () -> at(path).size() >= count);
        return requests(path);
    }

    /** How many requests wait for their answer. */
    int open() {
        return open.get();
    }

    void assertNothingWasForged() {
        assertEquals(0, forged.get(), "requests with a wrong signature");
    }

    private void keep(Request request) {
        at(request.path).add(request);
    }

    private Collection<Request> at(String path) {
        return requests.computeIfAbsent(path, unknown -> new ConcurrentLinkedQueue<>());
    }

    private void handle(HttpExchange exchange) throws IOException {
        int waiting = open.incrementAndGet();
        long now = System.nanoTime();
        String path = exchange.getRequestURI().getPath();
        byte[] body = exchange.getRequestBody().readAllBytes();
        Reply reply = reply(path, exchange.getRequestHeaders(), body);
        notes.accept(new Request(now, path, exchange.getRequestHeaders(), body, reply.status, waiting));
        if (reply.delay.isZero()) {
            finish(exchange, reply.status);
        } else {
            // The exchange stays open without a thread of its own until then.
            delays.schedule(() -> finish(exchange, reply.status), reply.delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private Reply reply(String path, Headers headers, byte[] body) {
        if (!Signatures.areGenuine(headers, body)) {
            forged.incrementAndGet();
            return new Reply(FORGED, Duration.ZERO);
        }
        Function<Headers, Reply> reply = replies.get(path);
        return reply == null ? Reply.OK : reply.apply(headers);
    }

    /** The sender may follow up before it returns from answering: it must not find this one counted still. */
    private void finish(HttpExchange exchange, int status) {
        open.decrementAndGet();
        try (exchange) {
            exchange.sendResponseHeaders(status, -1);
        } catch (IOException senderIsGone) {
            // It was killed. What counts is written down already.
            return;
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        delays.shutdownNow();
    }
}
