package io.processheat.webhook.core;

import io.processheat.webhook.WebhookEvent;
import java.util.HashMap;
import java.util.Map;

/** Finds the payload among the properties of what was posted. */
final class PostedPayload {

    private static final String PAYLOAD = "payload";

    private PostedPayload() {}

    /** The property {@code payload} where it is a map or a text, otherwise all properties that say something of the event. */
    static WebhookEvent event(String type, Map<String, Object> properties) {
        Object payload = properties.get(PAYLOAD);
        if (payload instanceof String json) {
            return WebhookEvent.ofJson(type, json);
        }
        if (payload instanceof Map<?, ?> map) {
            return WebhookEvent.of(type, textKeyed(map));
        }
        return WebhookEvent.of(type, withoutReserved(properties));
    }

    private static Map<String, Object> withoutReserved(Map<String, Object> properties) {
        if (properties.keySet().stream().noneMatch(PostedPayload::reserved)) {
            return properties;
        }
        Map<String, Object> kept = new HashMap<>(properties);
        kept.keySet().removeIf(PostedPayload::reserved);
        return kept;
    }

    /** Says how the event is to be handled, not what happened. */
    private static boolean reserved(String property) {
        return property.equals(PostedTerms.ORDERING_KEY)
                || property.equals(PostedTerms.EXPIRES_AT)
                || property.startsWith("webhook.");
    }

    /** What other keys there are is refused with its place when the payload is read. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> textKeyed(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
