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
    UNREGISTERED,
    /** It was not delivered before {@link Delivery#expiresAt()}. */
    EXPIRED,
    /** A newer event of its type and ordering key took its place, as {@link DeliveryOptions#coalesce()} asks. */
    SUPERSEDED,
    /** Given up undelivered because the store was full, by a store that is told to do so rather than to refuse new events. */
    SHED
}
