package io.processheat.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An event to publish. Immutable, but for a payload map, which the caller must leave alone until
 * {@link WebhookSubscriberManager#publish} has returned.
 */
public final class WebhookEvent {

    private final String type;
    private final Map<String, ?> payload;
    private final byte[] payloadJson;
    private final String id;
    private final Instant time;
    private final String orderingKey;
    private final Instant expiresAt;
    private final SortedSet<String> webhookIds;

    private WebhookEvent(
            String type,
            Map<String, ?> payload,
            byte[] payloadJson,
            String id,
            Instant time,
            String orderingKey,
            Instant expiresAt,
            SortedSet<String> webhookIds) {
        this.type = Objects.requireNonNull(type, "type");
        this.payload = payload;
        this.payloadJson = payloadJson;
        this.id = id;
        this.time = time;
        this.orderingKey = orderingKey;
        this.expiresAt = expiresAt;
        this.webhookIds = webhookIds;
    }

    /** An event with a payload of plain values: strings, numbers, booleans, null, maps, collections, arrays. */
    public static WebhookEvent of(String type, Map<String, ?> payload) {
        return new WebhookEvent(type, Objects.requireNonNull(payload, "payload"), null, null, null, null, null, null);
    }

    /** An event with a payload of JSON text, an object; it is checked when published. */
    public static WebhookEvent ofJson(String type, String json) {
        return ofJson(type, json.getBytes(StandardCharsets.UTF_8));
    }

    /** As {@link #ofJson(String, String)}, in UTF-8. The array is not copied. */
    public static WebhookEvent ofJson(String type, byte[] json) {
        return new WebhookEvent(type, null, Objects.requireNonNull(json, "json"), null, null, null, null, null);
    }

    /** With an id of the caller's, {@code [A-Za-z0-9_-]{1,128}}: publishing the same again has no further effect. */
    public WebhookEvent withId(String eventId) {
        return new WebhookEvent(type, payload, payloadJson, eventId, time, orderingKey, expiresAt, webhookIds);
    }

    /** With the time it happened; otherwise that of publishing. */
    public WebhookEvent withTime(Instant eventTime) {
        return new WebhookEvent(type, payload, payloadJson, id, eventTime, orderingKey, expiresAt, webhookIds);
    }

    /**
     * With an ordering key, 1 to 256 characters without control characters: for one webhook, deliveries of one key go out
     * one at a time, in the order in which their events were stored. Without one the type's configured default applies.
     */
    public WebhookEvent withOrderingKey(String key) {
        return new WebhookEvent(type, payload, payloadJson, id, time, key, expiresAt, webhookIds);
    }

    /**
     * Not to be delivered from this time on, which may be past: then it is only stored. Otherwise the type's configured time
     * to live applies, counted from publishing.
     */
    public WebhookEvent withExpiresAt(Instant deadline) {
        return new WebhookEvent(type, payload, payloadJson, id, time, orderingKey, deadline, webhookIds);
    }

    /** To these webhooks, whatever they are subscribed to; otherwise to the subscribers of the type. */
    public WebhookEvent to(Collection<String> ids) {
        SortedSet<String> sorted = ids == null ? null : new TreeSet<>(ids);
        return new WebhookEvent(type, payload, payloadJson, id, time, orderingKey, expiresAt, sorted);
    }

    public String type() {
        return type;
    }

    /** The payload as a map; empty where it is {@linkplain #payloadJson() JSON text}. */
    public Optional<Map<String, ?>> payload() {
        return Optional.ofNullable(payload);
    }

    /** The payload as UTF-8 JSON text, not copied; empty where it is {@linkplain #payload() a map}. */
    public Optional<byte[]> payloadJson() {
        return Optional.ofNullable(payloadJson);
    }

    public Optional<String> id() {
        return Optional.ofNullable(id);
    }

    public Optional<Instant> time() {
        return Optional.ofNullable(time);
    }

    public Optional<String> orderingKey() {
        return Optional.ofNullable(orderingKey);
    }

    public Optional<Instant> expiresAt() {
        return Optional.ofNullable(expiresAt);
    }

    public Optional<SortedSet<String>> webhookIds() {
        return Optional.ofNullable(webhookIds);
    }

    @Override
    public String toString() {
        return "WebhookEvent[" + type + (id == null ? "" : ", id=" + id) + "]";
    }
}
