package io.processheat.systemtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.processheat.systemtest.Receiver.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** A request as the judge of the crash rounds reads it. */
final class RequestEntry {

    private static final ObjectMapper JSON = new ObjectMapper();

    private RequestEntry() {}

    static Map<String, Object> of(Request request) {
        JsonNode payload = payload(request);
        String sequence = request.header("X-Webhook-Sequence");
        Map<String, Object> entry = new HashMap<>();
        entry.put("nanos", request.nanos());
        entry.put("path", request.path());
        entry.put("event", request.eventId());
        entry.put("delivery", request.header("X-Webhook-ID"));
        entry.put("key", payload.path("key").textValue());
        entry.put("number", payload.path("number").asInt());
        entry.put("sequence", sequence == null ? null : Long.valueOf(sequence));
        entry.put("gap", request.header("X-Webhook-Sequence-Gap"));
        entry.put("status", request.status());
        return entry;
    }

    private static JsonNode payload(Request request) {
        try {
            return JSON.readTree(request.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
