package io.processheat.webhook.core;

import io.processheat.webhook.DeliveryOptions;
import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import io.processheat.webhook.core.json.PlainValues;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;

/** What a webhook must be like, whether it is registered or changed. */
final class WebhookRules {

    private static final int MOST_IN_FLIGHT = 1_000;
    private static final int MOST_PER_SECOND = 100_000;

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
        return known(types, "events");
    }

    private SortedSet<String> known(Collection<String> types, String field) {
        SortedSet<String> known = new TreeSet<>();
        for (String type : types) {
            if (type == null || type.isBlank()) {
                throw invalid(field, field + " holds a blank");
            }
            settings.get().eventTypes().check(type, field);
            known.add(type);
        }
        return known;
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

    private void retrySchedule(String name) {
        if (name == null) {
            return;
        }
        Set<String> known = dispatcher.required().retrySchedules();
        if (!known.contains(name)) {
            throw invalid("retry_schedule", "there is no retry schedule '" + Shown.of(name) + "'; configured: "
                    + String.join(", ", new TreeSet<>(known)));
        }
    }

    /** Those that are given, checked. */
    DeliveryOptions options(DeliveryOptions asked) {
        retrySchedule(asked.retrySchedule());
        if (asked.coalesce() != null) {
            known(asked.coalesce(), "coalesce");
        }
        within(asked.maxInFlight(), MOST_IN_FLIGHT, "max_in_flight", "as the dispatcher is configured");
        within(asked.maxPerSecond(), MOST_PER_SECOND, "max_per_second", "no limit");
        return asked;
    }

    private static void within(Integer value, int most, String field, String zero) {
        if (value != null && (value < 0 || value > most)) {
            throw invalid(field, field + " must be 0 (" + zero + ") to " + most + ", not " + value);
        }
    }

    private static WebhookException invalid(String field, String message) {
        return new WebhookException(Reason.INVALID, field, message);
    }
}
