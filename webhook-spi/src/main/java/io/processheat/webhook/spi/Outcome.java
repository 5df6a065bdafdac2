package io.processheat.webhook.spi;

import io.processheat.webhook.Attempt;
import io.processheat.webhook.FailureReason;
import io.processheat.webhook.WebhookStatus;

/**
 * An attempt, and what its delivery becomes.
 *
 * @param attempt numbered from 1, one more than the delivery had
 * @param next SENT, FAILED or RETRYING
 * @param reason where {@code next} is FAILED
 * @param nextDueAt where {@code next} is RETRYING
 * @param countsForHealth false for tests
 */
public record Outcome(
        ClaimedDelivery delivery,
        Attempt attempt,
        WebhookStatus next,
        FailureReason reason,
        long nextDueAt,
        boolean countsForHealth) {}
