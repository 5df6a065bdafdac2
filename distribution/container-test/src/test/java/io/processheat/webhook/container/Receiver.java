package io.processheat.webhook.container;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A real receiver: keeps what it is sent and, unless told to hold, answers 200. */
final class Receiver implements AutoCloseable {

    private final BlockingQueue<Received> requests = new LinkedBlockingQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private volatile CountDownLatch gate = new CountDownLatch(0);

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    /** From now on requests are kept, but not answered. */
    void hold() {
        gate = new CountDownLatch(1);
    }

    void release() {
        gate.countDown();
    }

    Received next() throws InterruptedException {
        Received request = requests.poll(Await.LIMIT.toSeconds(), TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("no request within " + Await.LIMIT.toSeconds() + " s");
        }
        return request;
    }

    boolean hasNone() {
        return requests.isEmpty();
    }

    List<Received> all() {
        return List.copyOf(requests);
    }

    void forget() {
        requests.clear();
    }

    Set<String> eventIds() {
        return requests.stream().map(Received::eventId).collect(Collectors.toSet());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            requests.add(new Received(exchange.getRequestMethod(), exchange.getRequestHeaders(), body));
            gate.await();
            exchange.sendResponseHeaders(200, -1);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
