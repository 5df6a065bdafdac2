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
 * @param options how it wants its deliveries; none of them null
 * @param paused events are kept for it and go out, in order, once it is resumed
 * @param consecutiveFailures deliveries that ended FAILED since the last SENT one
 * @param lastTriggeredAt when a delivery last got a 2xx
 */
public record Webhook(
        String id,
        String url,
        SortedSet<String> events,
        Map<String, Object> metadata,
        DeliveryOptions options,
        boolean active,
        boolean paused,
        HealthStatus health,
        int consecutiveFailures,
        Optional<Instant> lastTriggeredAt,
        Instant createdAt) {

    public Webhook {
        events = Collections.unmodifiableSortedSet(new TreeSet<>(events));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }
}
