package io.processheat.webhook.delivery;

import io.processheat.webhook.FailureReason;
import io.processheat.webhook.WebhookStatus;

/**
 * What becomes of a delivery after an attempt.
 *
 * @param next SENT, RETRYING or FAILED
 * @param reason where {@code next} is FAILED
 * @param delayMillis where {@code next} is RETRYING: until the next attempt
 * @param holdsKey where {@code next} is RETRYING: whether what follows in its ordering key waits for it still
 */
record Decision(WebhookStatus next, FailureReason reason, long delayMillis, boolean holdsKey) {

    static final Decision SENT = new Decision(WebhookStatus.SENT, null, 0, false);

    static Decision retryIn(long delayMillis, boolean holdsKey) {
        return new Decision(WebhookStatus.RETRYING, null, delayMillis, holdsKey);
    }

    static Decision failed(FailureReason reason) {
        return new Decision(WebhookStatus.FAILED, reason, 0, false);
    }

    boolean exhausted() {
        return reason == FailureReason.EXHAUSTED;
    }
}
