package io.processheat.webhook.core;

import io.processheat.webhook.DeliveryOptions;
import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import io.processheat.webhook.core.json.PlainValues;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;

/** What a webhook must be like, whether it is registered or changed. */
final class WebhookRules {

    private final Supplier<Settings> settings;
    private final CurrentDispatcher dispatcher;

    WebhookRules(Supplier<Settings> settings, CurrentDispatcher dispatcher) {
        this.settings = settings;
        this.dispatcher = dispatcher;
    }

    String url(String url) {
        if (url == null || url.isBlank()) {
            throw invalid("url", "url is missing");
        }
        dispatcher.required().checkTarget(url);
        return url;
    }

    /** The types, each once. */
    SortedSet<String> events(List<String> types) {
        if (types.isEmpty()) {
            throw invalid("events", "events must name at least one event type");
        }
        SortedSet<String> events = new TreeSet<>();
        for (String type : types) {
            if (type == null || type.isBlank()) {
                throw invalid("events", "events holds a blank");
            }
            settings.get().eventTypes().check(type, "events");
            events.add(type);
        }
        return events;
    }

    /** A copy of plain values. */
    Map<String, Object> metadata(Map<String, ?> metadata) {
        try {
            return PlainValues.of(settings.get().metadata().of(metadata).bytes());
        } catch (WebhookException e) {
            // TOO_LARGE is said of payloads only; here it is one field of several that is wrong.
            throw invalid("metadata", e.getMessage());
        }
    }

    private String retrySchedule(String name) {
        if (name == null) {
            return null;
        }
        Set<String> known = dispatcher.required().retrySchedules();
        if (!known.contains(name)) {
            throw invalid("retry_schedule", "there is no retry schedule '" + Shown.of(name) + "'; configured: "
                    + String.join(", ", new TreeSet<>(known)));
        }
        return name;
    }

    /** Those that are given, checked. */
    DeliveryOptions options(DeliveryOptions asked) {
        return asked.withRetrySchedule(retrySchedule(asked.retrySchedule()));
    }

    private static WebhookException invalid(String field, String message) {
        return new WebhookException(Reason.INVALID, field, message);
    }
}
