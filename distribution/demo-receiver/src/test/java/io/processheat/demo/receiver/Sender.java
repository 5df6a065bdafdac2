package io.processheat.demo.receiver;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;

/** Sends as the product does: both signatures over the sent bytes. */
final class Sender {

    private final HttpClient client = HttpClient.newHttpClient();
    private final InstantSource clock;

    Sender(InstantSource clock) {
        this.clock = clock;
    }

    int send(URI url, SharedSecret secret, String type, String deliveryId, int attempt, String payload)
            throws IOException, InterruptedException {
        byte[] body = payload.getBytes(StandardCharsets.UTF_8);
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("X-Event-Type", type)
                .header("X-Webhook-ID", deliveryId)
                .header("X-Webhook-Attempt", Integer.toString(attempt))
                .header("X-Webhook-Signature", secret.signature(body))
                .header("webhook-id", "event-1")
                .header("webhook-timestamp", timestamp)
                .header("webhook-signature", secret.standardSignature("event-1", timestamp, body))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }

    int get(URI url) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.discarding()).statusCode();
    }
}
