package io.processheat.webhook;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How a webhook wants its deliveries. Complete in a {@link Webhook}; in a registration or an update a null keeps what is,
 * or the default.
 *
 * @param retrySchedule name of a configured schedule
 * @param ordered whether deliveries of one ordering key go out one at a time, in order
 * @param coalesce event types of which only the newest undelivered event of each ordering key is delivered
 * @param maxInFlight attempts under way at a time; 0: as the dispatcher is configured
 * @param maxPerSecond attempts started per second; 0: no limit
 */
public record DeliveryOptions(
        String retrySchedule, Boolean ordered, SortedSet<String> coalesce, Integer maxInFlight, Integer maxPerSecond) {

    /** Says nothing; start from here. */
    public static final DeliveryOptions NONE = new DeliveryOptions(null, null, null, null, null);

    /** What a webhook has that was registered without options. */
    public static final DeliveryOptions DEFAULT =
            new DeliveryOptions("default", true, Collections.emptySortedSet(), 0, 0);

    public DeliveryOptions {
        coalesce = coalesce == null ? null : Collections.unmodifiableSortedSet(new TreeSet<>(coalesce));
    }

    /** These options, and those of {@code base} where these say nothing. */
    public DeliveryOptions over(DeliveryOptions base) {
        return new DeliveryOptions(
                retrySchedule == null ? base.retrySchedule : retrySchedule,
                ordered == null ? base.ordered : ordered,
                coalesce == null ? base.coalesce : coalesce,
                maxInFlight == null ? base.maxInFlight : maxInFlight,
                maxPerSecond == null ? base.maxPerSecond : maxPerSecond);
    }

    public DeliveryOptions withRetrySchedule(String retrySchedule) {
        return new DeliveryOptions(retrySchedule, ordered, coalesce, maxInFlight, maxPerSecond);
    }

    public DeliveryOptions withOrdered(Boolean ordered) {
        return new DeliveryOptions(retrySchedule, ordered, coalesce, maxInFlight, maxPerSecond);
    }

    public DeliveryOptions withCoalesce(Set<String> types) {
        SortedSet<String> sorted = types == null ? null : new TreeSet<>(types);
        return new DeliveryOptions(retrySchedule, ordered, sorted, maxInFlight, maxPerSecond);
    }

    public DeliveryOptions withMaxInFlight(Integer maxInFlight) {
        return new DeliveryOptions(retrySchedule, ordered, coalesce, maxInFlight, maxPerSecond);
    }

    public DeliveryOptions withMaxPerSecond(Integer maxPerSecond) {
        return new DeliveryOptions(retrySchedule, ordered, coalesce, maxInFlight, maxPerSecond);
    }
}
