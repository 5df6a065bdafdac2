package io.processheat.webhook.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.processheat.webhook.WebhookEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the body of {@code POST /events}. The payload is not interpreted but cut out as it came: its numbers keep their
 * text, and there is one place that makes it canonical, which is not this one.
 */
final class EventEnvelope {

    /**
     * Reads characters, as Jackson's reader of bytes refuses names with escaped surrogates, and interns no names: they
     * are the clients', without end.
     */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final String body;
    private final JsonParser json;
    private final Set<String> seen = new HashSet<>();
    private String type;
    private String payload;
    private String id;
    private Instant time;
    private String orderingKey;
    private Instant expiresAt;
    private List<String> webhookIds;

    private EventEnvelope(String body, JsonParser json) {
        this.body = body;
        this.json = json;
    }

    /** @throws Refusal 400 or 422 */
    static WebhookEvent read(byte[] body) {
        String text = PlainJson.decoded(body);
        try (JsonParser json = FACTORY.createParser(text)) {
            return new EventEnvelope(text, json).event();
        } catch (JsonProcessingException e) {
            throw PlainJson.malformed(e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    private WebhookEvent event() throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new Refusal(Problem.malformed("The body must be a JSON object."));
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
            field(json.currentName());
        }
        if (json.nextToken() != null) {
            throw new Refusal(Problem.malformed("There is more after the JSON object."));
        }
        return assembled();
    }

    private void field(String name) throws IOException {
        if (!seen.add(name)) {
            throw PlainJson.duplicate(name);
        }
        boolean absent = json.nextToken() == JsonToken.VALUE_NULL;
        switch (name) {
            case "event_type" -> type = absent ? null : text(name);
            case "payload" -> payload = absent ? null : slice(name);
            case "event_id" -> id = absent ? null : text(name);
            case "event_time" -> time = absent ? null : instant(name);
            case "ordering_key" -> orderingKey = absent ? null : text(name);
            case "expires_at" -> expiresAt = absent ? null : instant(name);
            case "webhook_ids" -> webhookIds = absent ? null : texts(name);
            default -> throw Fields.unknown(name);
        }
    }

    private WebhookEvent assembled() {
        if (type == null) {
            throw Fields.missing("event_type");
        }
        if (payload == null) {
            throw Fields.missing("payload");
        }
        return WebhookEvent.ofJson(type, payload)
                .withId(id)
                .withTime(time)
                .withOrderingKey(orderingKey)
                .withExpiresAt(expiresAt)
                .to(webhookIds);
    }

    private String slice(String name) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw Fields.wrongType(name, "an object");
        }
        int start = (int) json.currentTokenLocation().getCharOffset();
        json.skipChildren();
        int end = (int) json.currentLocation().getCharOffset();
        return body.substring(start, end);
    }

    private String text(String name) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw Fields.wrongType(name, "a string");
        }
        return json.getText();
    }

    private List<String> texts(String name) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw Fields.wrongType(name, "an array of strings");
        }
        List<String> texts = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.VALUE_STRING) {
                throw Fields.wrongType(name, "an array of strings");
            }
            texts.add(json.getText());
        }
        return texts;
    }

    private Instant instant(String name) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw IsoTime.notATime(name);
        }
        return IsoTime.read(name, json.getText());
    }
}
