package io.processheat.webhook;

/** Why a delivery ended {@link WebhookStatus#FAILED}. */
public enum FailureReason {
    /** All attempts of the retry schedule failed. */
    EXHAUSTED,
    /** The receiver answered 410 Gone. */
    GONE,
    /** The webhook was deactivated before the delivery was finished. */
    DEACTIVATED,
    /** The webhook was unregistered before the delivery was finished. */
    UNREGISTERED
}
