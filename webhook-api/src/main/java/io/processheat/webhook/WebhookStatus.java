package io.processheat.webhook;

/** State of a delivery. That it is in flight just now is a claim, not a state. */
public enum WebhookStatus {
    /** Stored, not tried. */
    PENDING,
    /** Failed at least once; the next attempt is due at {@link Delivery#nextAttemptAt()}. */
    RETRYING,
    /** Answered with 2xx. Final. */
    SENT,
    /** Given up for {@link Delivery#reason()}. Final. */
    FAILED;

    public boolean isFinal() {
        return this == SENT || this == FAILED;
    }
}
