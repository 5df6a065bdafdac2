package io.processheat.webhook.spi;

import io.processheat.webhook.Attempt;
import io.processheat.webhook.FailureReason;
import io.processheat.webhook.WebhookStatus;

/**
 * An attempt, and what its delivery becomes.
 *
 * @param attempt numbered from 1, one more than the delivery had; null where it ends FAILED without one (expired)
 * @param next SENT, FAILED or RETRYING
 * @param reason where {@code next} is FAILED
 * @param nextDueAt where {@code next} is RETRYING
 * @param countsForHealth false for tests, and where the receiver is not to blame
 * @param holdsKey where {@code next} is RETRYING: whether later deliveries of its ordering key go on waiting for it
 */
public record Outcome(
        ClaimedDelivery delivery,
        Attempt attempt,
        WebhookStatus next,
        FailureReason reason,
        long nextDueAt,
        boolean countsForHealth,
        boolean holdsKey) {}
