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
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.EventAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** In the engine's process: takes orders, a line each, on a loopback port that it prints, and answers what came of them. */
@Component(service = BenchmarkPublisher.class, immediate = true)
public final class BenchmarkPublisher {

    private static final Logger LOG = LoggerFactory.getLogger(BenchmarkPublisher.class);

    private final Orders orders;
    private final ServerSocket door;

    @Activate
    public BenchmarkPublisher(@Reference WebhookSubscriberManager manager, @Reference EventAdmin events)
            throws IOException {
        orders = new Orders(manager, events);
        door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::takeOrders, "benchmark orders");
        thread.setDaemon(true);
        thread.start();
        System.out.println("publisher on port " + door.getLocalPort());
    }

    @Deactivate
    void close() throws IOException {
        door.close();
    }

    private void takeOrders() {
        while (!door.isClosed()) {
            try (Socket socket = door.accept()) {
                serve(socket);
            } catch (IOException failure) {
                if (!door.isClosed()) {
                    LOG.error("The benchmark's orders cannot be taken", failure);
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

    /** Whoever ordered hears that it failed and why; where, is in the log. */
    private String answer(String line) {
        try {
            return orders.carryOut(Message.parse(line)).line();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "failed: interrupted";
        } catch (Exception failure) {
            LOG.error("The benchmark's order failed: {}", line, failure);
            return "failed: " + failure + (failure.getCause() == null ? "" : ", because of " + failure.getCause());
        }
    }
}
