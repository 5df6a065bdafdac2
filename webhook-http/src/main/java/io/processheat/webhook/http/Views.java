package io.processheat.webhook.http;

import io.processheat.webhook.Attempt;
import io.processheat.webhook.Delivery;
import io.processheat.webhook.DeliveryHistory;
import io.processheat.webhook.Webhook;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the records look like in JSON: the one place that knows the field names of answers. */
final class Views {

    private static final DateTimeFormatter UTC_MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Views() {}

    static Map<String, Object> of(Webhook webhook) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("webhook_id", webhook.id());
        view.put("url", webhook.url());
        view.put("events", webhook.events());
        view.put("metadata", webhook.metadata());
        view.put("is_active", webhook.active());
        view.put("is_paused", webhook.paused());
        view.put("health_status", word(webhook.health()));
        view.put("consecutive_failures", webhook.consecutiveFailures());
        view.put("retry_schedule", webhook.options().retrySchedule());
        view.put("ordered", webhook.options().ordered());
        view.put("coalesce", webhook.options().coalesce());
        view.put("max_in_flight", webhook.options().maxInFlight());
        view.put("max_per_second", webhook.options().maxPerSecond());
        view.put("last_triggered_at", time(webhook.lastTriggeredAt()));
        view.put("created_at", time(webhook.createdAt()));
        return view;
    }

    static Map<String, Object> of(Delivery delivery) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("delivery_id", delivery.id());
        view.put("webhook_id", delivery.webhookId());
        view.put("event_id", delivery.eventId());
        view.put("event_type", delivery.eventType());
        view.put("status", word(delivery.status()));
        view.put("reason", delivery.reason().map(Views::word).orElse(null));
        view.put("attempt", delivery.attempt());
        view.put("http_status", delivery.httpStatus().orElse(null));
        view.put("error_message", delivery.errorMessage().orElse(null));
        view.put("created_at", time(delivery.createdAt()));
        view.put("sent_at", time(delivery.sentAt()));
        view.put("next_attempt_at", time(delivery.nextAttemptAt()));
        view.put("priority", word(delivery.priority()));
        view.put("ordering_key", delivery.orderingKey().orElse(null));
        view.put("key_sequence", delivery.keySequence().orElse(null));
        view.put("expires_at", time(delivery.expiresAt()));
        view.put("replay_of", delivery.replayOf().orElse(null));
        view.put("provenance_hash", delivery.provenanceHash());
        return view;
    }

    static Map<String, Object> of(DeliveryHistory history) {
        Map<String, Object> view = of(history.delivery());
        view.put("attempts", history.attempts().stream().map(Views::of).toList());
        return view;
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> of(Attempt attempt) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("attempt", attempt.number());
        view.put("started_at", time(attempt.startedAt()));
        view.put("duration_ms", attempt.duration().toMillis());
        view.put("http_status", attempt.httpStatus().orElse(null));
        view.put("error", attempt.error().orElse(null));
        view.put("response", attempt.response());
        return view;
    }

    static String time(Instant time) {
        return UTC_MILLIS.format(time);
    }

    private static String time(Optional<Instant> time) {
        return time.map(UTC_MILLIS::format).orElse(null);
    }
}
