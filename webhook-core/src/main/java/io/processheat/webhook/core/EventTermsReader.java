package io.processheat.webhook.core;

import io.processheat.webhook.WebhookEvent;
import io.processheat.webhook.core.json.Members;
import io.processheat.webhook.spi.EventTerms;

/** Finds out under which terms an event is delivered: its own, else those of its type. */
final class EventTermsReader {

    private EventTermsReader() {}

    /**
     * @param payload in canonical form
     * @param now when it is published
     */
    static EventTerms read(WebhookEvent event, byte[] payload, TypeTerms ofType, long now) {
        String key = event.orderingKey().isPresent()
                ? OrderingKeys.checked(event.orderingKey().get())
                : keyIn(payload, ofType);
        long expiresAt = event.expiresAt().isPresent()
                ? Times.checkedMillis(event.expiresAt().get(), "expires_at")
                : ofType.timeToLive() == null ? EventTerms.NEVER : now + ofType.timeToLive().toMillis();
        return new EventTerms(ofType.priority(), key, expiresAt);
    }

    /** Only of types that have such a field the payload is looked at a second time. */
    private static String keyIn(byte[] payload, TypeTerms ofType) {
        return ofType.keyField() == null
                ? null
                : Members.text(payload, ofType.keyField()).filter(OrderingKeys::isKey).orElse(null);
    }
}
