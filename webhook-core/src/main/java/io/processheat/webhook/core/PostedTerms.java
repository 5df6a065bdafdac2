package io.processheat.webhook.core;

import io.processheat.webhook.WebhookEvent;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;

/**
 * Reads an event's own terms from the properties it was posted with. What cannot be one is left out and reported, and the
 * event goes its way under the terms of its type: whoever posted it is not there to mend it.
 */
final class PostedTerms {

    static final String ORDERING_KEY = "ordering.key";
    static final String EXPIRES_AT = "expires.at";

    private static final String TIME_FORM = "milliseconds since 1970, an Instant, a Date, or ISO 8601 text with an offset";

    private final IgnoredProperties ignored;

    PostedTerms(IgnoredProperties ignored) {
        this.ignored = ignored;
    }

    WebhookEvent addTo(WebhookEvent event, Map<String, Object> properties) {
        WebhookEvent withTerms = event;
        Object key = properties.get(ORDERING_KEY);
        if (key != null) {
            withTerms = withTerms.withOrderingKey(
                    key(key).orElseGet(() -> ignored.add(ORDERING_KEY, OrderingKeys.FORM, event)));
        }
        Object deadline = properties.get(EXPIRES_AT);
        if (deadline != null) {
            withTerms = withTerms.withExpiresAt(
                    time(deadline).orElseGet(() -> ignored.add(EXPIRES_AT, TIME_FORM, event)));
        }
        return withTerms;
    }

    /** A number serves as well: it is what many call their alarms by. */
    private static Optional<String> key(Object value) {
        return value instanceof String || value instanceof Number
                ? Optional.of(value.toString()).filter(OrderingKeys::isKey)
                : Optional.empty();
    }

    /** The bridge hands on times as ISO 8601 text. */
    private static Optional<Instant> time(Object value) {
        if (value instanceof Long || value instanceof Integer) {
            return Optional.of(Instant.ofEpochMilli(((Number) value).longValue())).filter(Times::isWritable);
        }
        try {
            return value instanceof String text
                    ? Optional.of(ZonedDateTime.parse(text).toInstant()).filter(Times::isWritable)
                    : Optional.empty();
        } catch (DateTimeParseException noTime) {
            return Optional.empty();
        }
    }
}
