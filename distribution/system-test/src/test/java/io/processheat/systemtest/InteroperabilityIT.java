package io.processheat.systemtest;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Real deliveries, verified by libraries of others with the secret that registering gave out. */
@ExtendWith(ShowsOutput.class)
class InteroperabilityIT {

    private record Received(Map<String, List<String>> headers, String body) {}

    private final CompletableFuture<Received> received = new CompletableFuture<>();
    private HttpServer receiver;

    @BeforeEach
    void listen() throws Exception {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            received.complete(new Received(Map.copyOf(exchange.getRequestHeaders()), body));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
    }

    @AfterEach
    void close() {
        receiver.stop(0);
    }

    @Test
    void librariesOfOthersVerifyARealDelivery(@TempDir Path folder) throws Exception {
        try (Instance instance = Distribution.asBuilt().start(folder.resolve("data"))) {
            Rest rest = instance.rest();
            String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/";
            String secret = rest.post("/webhooks", Map.of("url", url, "events", List.of("alarm.triggered")))
                    .expect(201).text("secret");
            rest.publish("alarm.triggered", Map.of("alarm_id", "Süd-7", "value", 411.5));

            Received delivery = received.get(10, TimeUnit.SECONDS);

            HttpHeaders headers = HttpHeaders.of(delivery.headers(), (name, value) -> true);
            HttpHeaders none = HttpHeaders.of(Map.of(), (name, value) -> true);
            var standard = new com.standardwebhooks.Webhook(secret);
            var svix = new com.svix.Webhook(secret);
            assertDoesNotThrow(() -> standard.verify(delivery.body(), headers));
            assertDoesNotThrow(() -> svix.verify(delivery.body(), headers));
            assertThrows(com.standardwebhooks.exceptions.WebhookVerificationException.class, () -> standard.verify(delivery.body() + " ", headers));
            assertThrows(com.svix.exceptions.WebhookVerificationException.class, () -> svix.verify(delivery.body() + " ", headers));
            assertThrows(com.svix.exceptions.WebhookVerificationException.class, () -> svix.verify(delivery.body(), none));
        }
    }
}
