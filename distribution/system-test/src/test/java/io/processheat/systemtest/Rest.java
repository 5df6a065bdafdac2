package io.processheat.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A client of the REST API. Bodies are maps and lists, as JSON needs no more. */
final class Rest {

    /** What came back. */
    record Answer(int status, JsonNode body) {

        Answer expect(int expected) {
            assertEquals(expected, status, () -> "status of the answer " + body);
            return this;
        }

        String text(String field) {
            return body.path(field).asText();
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String api;
    private final String token;

    /** @param token null for none */
    Rest(String api, String token) {
        this.api = api;
        this.token = token;
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send("GET", path, null);
    }

    Answer post(String path, Object body) throws IOException, InterruptedException {
        return send("POST", path, JSON.writeValueAsString(body));
    }

    Answer patch(String path, Object body) throws IOException, InterruptedException {
        return send("PATCH", path, JSON.writeValueAsString(body));
    }

    /** Sends the text as it is, with the type JSON. */
    Answer send(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(api + path)).timeout(Duration.ofSeconds(30));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json").method(method, BodyPublishers.ofString(body));
        }
        HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
        return new Answer(response.statusCode(), JSON.readTree(response.body()));
    }

    /** Registers a receiver with the secret that all of these tests share; its id. */
    String register(String url, String... eventTypes) throws IOException, InterruptedException {
        return post("/webhooks", Map.of("url", url, "events", eventTypes, "secret", Signatures.SECRET))
                .expect(201).text("webhook_id");
    }

    /** Publishes an event; the ids of its deliveries. */
    List<String> publish(String eventType, Object payload) throws IOException, InterruptedException {
        Answer answer = post("/events", Map.of("event_type", eventType, "payload", payload)).expect(202);
        List<String> deliveries = new ArrayList<>();
        answer.body().path("delivery_ids").forEach(id -> deliveries.add(id.asText()));
        return deliveries;
    }

    Answer delivery(String id) throws IOException, InterruptedException {
        return get("/deliveries/" + id).expect(200);
    }

    Answer webhook(String id) throws IOException, InterruptedException {
        return get("/webhooks/" + id).expect(200);
    }

    /** The API without a token, or with another one. */
    Rest withToken(String other) {
        return new Rest(api, other);
    }
}
