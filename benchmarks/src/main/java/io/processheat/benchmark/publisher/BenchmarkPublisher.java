package io.processheat.benchmark.publisher;

import io.processheat.webhook.WebhookSubscriberManager;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** In the engine's process: takes orders, a line each, on a loopback port that it prints, and answers what came of them. */
@Component(service = BenchmarkPublisher.class, immediate = true)
public final class BenchmarkPublisher {

    private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long SETTLE_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final WebhookSubscriberManager manager;
    private final ServerSocket orders;

    @Activate
    public BenchmarkPublisher(@Reference WebhookSubscriberManager manager) throws IOException {
        this.manager = manager;
        orders = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::takeOrders, "benchmark orders");
        thread.setDaemon(true);
        thread.start();
        System.out.println("publisher on port " + orders.getLocalPort());
    }

    @Deactivate
    void close() throws IOException {
        orders.close();
    }

    private void takeOrders() {
        while (!orders.isClosed()) {
            try (Socket socket = orders.accept()) {
                serve(socket);
            } catch (IOException closed) {
                if (!orders.isClosed()) {
                    System.err.println("benchmark publisher: " + closed);
                }
            }
        }
    }

    private void serve(Socket socket) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        PrintWriter out = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.US_ASCII);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(answer(line));
        }
    }

    private String answer(String line) {
        try {
            return "done " + carryOut(Order.parse(line)).line();
        } catch (Exception failure) {
            failure.printStackTrace();
            return "failed " + failure;
        }
    }

    private Measurement carryOut(Order order) throws IOException, InterruptedException {
        try (Audience audience = Audience.of(manager, order.fanOut(), order.url());
                Backlog backlog = new Backlog(order.maxBacklog(), order.sinkPort())) {
            long start = System.nanoTime();
            long deliveries = new Load(manager, audience, backlog).run((long) (order.seconds() * 1e9), order.eventsPerSecond());
            awaitSettled(audience);
            long end = System.nanoTime();
            if (audience.hasFailures()) {
                throw new IllegalStateException("Deliveries failed");
            }
            return new Measurement(deliveries, (end - start) / 1e9);
        }
    }

    private static void awaitSettled(Audience audience) {
        long deadline = System.nanoTime() + SETTLE_NANOS;
        while (!audience.isSettled()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Deliveries still unfinished after 60 s");
            }
            LockSupport.parkNanos(SETTLE_POLL_NANOS);
        }
    }
}
