package io.processheat.webhook.bridge.internal;

import io.processheat.webhook.bridge.PostedEvent;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Held events for tests. */
final class HeldEvents {

    private HeldEvents() {}

    static Held held(String id) {
        return held(id, 100);
    }

    static Held held(String id, long bytes) {
        PostedEvent event = new PostedEvent(id, "processheat/alarm/triggered", "alarm.triggered", 0, Map.of());
        return new Held(event, bytes, new CompletableFuture<>());
    }
}
