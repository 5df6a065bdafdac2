package io.processheat.webhook;

import java.util.Optional;

/**
 * Which deliveries to list.
 *
 * @param status only those in this state
 * @param cursor {@link Page#nextCursor()} of the page before
 * @param limit 1 to {@value #MAX_LIMIT}
 */
public record DeliveryQuery(Optional<WebhookStatus> status, Optional<String> cursor, int limit) {

    public static final int DEFAULT_LIMIT = 50;
    public static final int MAX_LIMIT = 500;

    /** The newest {@value #DEFAULT_LIMIT}. */
    public static final DeliveryQuery NEWEST = new DeliveryQuery(Optional.empty(), Optional.empty(), DEFAULT_LIMIT);

    public DeliveryQuery {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new WebhookException(
                    WebhookException.Reason.INVALID, "limit", "limit must be 1 to " + MAX_LIMIT + ", not " + limit);
        }
    }
}
