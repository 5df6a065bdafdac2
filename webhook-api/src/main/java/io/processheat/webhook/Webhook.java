package io.processheat.webhook;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A registered receiver, as it stood when read. Its secret is never part of it.
 *
 * @param events the types it is subscribed to
 * @param metadata what the owner attached, returned as given
 * @param retrySchedule name of the retry schedule in force for it
 * @param consecutiveFailures deliveries that ended FAILED since the last SENT one
 * @param lastTriggeredAt when a delivery last got a 2xx
 */
public record Webhook(
        String id,
        String url,
        SortedSet<String> events,
        Map<String, Object> metadata,
        String retrySchedule,
        boolean active,
        HealthStatus health,
        int consecutiveFailures,
        Optional<Instant> lastTriggeredAt,
        Instant createdAt) {

    public Webhook {
        events = Collections.unmodifiableSortedSet(new TreeSet<>(events));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }
}
