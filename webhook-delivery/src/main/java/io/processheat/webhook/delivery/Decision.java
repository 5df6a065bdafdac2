package io.processheat.webhook.delivery;

import io.processheat.webhook.FailureReason;
import io.processheat.webhook.WebhookStatus;

/**
 * What becomes of a delivery after an attempt.
 *
 * @param next SENT, RETRYING or FAILED
 * @param reason where {@code next} is FAILED
 * @param delayMillis where {@code next} is RETRYING: until the next attempt
 */
record Decision(WebhookStatus next, FailureReason reason, long delayMillis) {

    static final Decision SENT = new Decision(WebhookStatus.SENT, null, 0);

    static Decision retryIn(long delayMillis) {
        return new Decision(WebhookStatus.RETRYING, null, delayMillis);
    }

    static Decision failed(FailureReason reason) {
        return new Decision(WebhookStatus.FAILED, reason, 0);
    }

    boolean exhausted() {
        return reason == FailureReason.EXHAUSTED;
    }
}
