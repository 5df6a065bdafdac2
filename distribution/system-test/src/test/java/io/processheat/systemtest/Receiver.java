package io.processheat.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** An HTTP server that writes every request down, checks its signatures and answers as it is told to. */
final class Receiver implements AutoCloseable {

    /** What came in, when by {@link System#nanoTime}, and the status that it was answered with. */
    record Request(long nanos, String path, Headers headers, byte[] body, int status) {

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

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FORGED = 401;
    private static final int THREADS = 8;

    private final HttpServer server;
    private final Journal journal;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final ScheduledExecutorService delays = Executors.newScheduledThreadPool(1);
    private final Map<String, Function<Headers, Reply>> replies = new ConcurrentHashMap<>();
    private final Map<String, Collection<Request>> requests = new ConcurrentHashMap<>();
    private final AtomicInteger forged = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();

    private Receiver(HttpServer server, Journal journal) {
        this.server = server;
        this.journal = journal;
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    static Receiver start() throws IOException {
        return start(null);
    }

    /** @param journal where requests are written down instead of kept in memory; null: they are kept */
    static Receiver start(Journal journal) throws IOException {
        return new Receiver(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000), journal);
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

    private Collection<Request> at(String path) {
        return requests.computeIfAbsent(path, unknown -> new ConcurrentLinkedQueue<>());
    }

    private void handle(HttpExchange exchange) throws IOException {
        long now = System.nanoTime();
        String path = exchange.getRequestURI().getPath();
        byte[] body = exchange.getRequestBody().readAllBytes();
        Reply reply = reply(path, exchange.getRequestHeaders(), body);
        open.incrementAndGet();
        Request request = new Request(now, path, exchange.getRequestHeaders(), body, reply.status);
        if (journal == null) {
            at(path).add(request);
        } else {
            journal.write(entry(request));
        }
        if (reply.delay.isZero()) {
            finish(exchange, reply.status);
        } else {
            // The exchange stays open without a thread of its own until then.
            delays.schedule(() -> finish(exchange, reply.status), reply.delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static Map<String, Object> entry(Request request) throws IOException {
        JsonNode payload = JSON.readTree(request.body);
        String sequence = request.header("X-Webhook-Sequence");
        Map<String, Object> entry = new HashMap<>();
        entry.put("nanos", request.nanos);
        entry.put("path", request.path);
        entry.put("event", request.eventId());
        entry.put("delivery", request.header("X-Webhook-ID"));
        entry.put("key", payload.path("key").textValue());
        entry.put("number", payload.path("number").asInt());
        entry.put("sequence", sequence == null ? null : Long.valueOf(sequence));
        entry.put("gap", request.header("X-Webhook-Sequence-Gap"));
        entry.put("status", request.status);
        return entry;
    }

    private Reply reply(String path, Headers headers, byte[] body) {
        if (!Signatures.areGenuine(headers, body)) {
            forged.incrementAndGet();
            return new Reply(FORGED, Duration.ZERO);
        }
        Function<Headers, Reply> reply = replies.get(path);
        return reply == null ? Reply.OK : reply.apply(headers);
    }

    private void finish(HttpExchange exchange, int status) {
        try (exchange) {
            exchange.sendResponseHeaders(status, -1);
        } catch (IOException senderIsGone) {
            // It was killed. What counts is written down already.
            return;
        } finally {
            open.decrementAndGet();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        delays.shutdownNow();
    }
}
