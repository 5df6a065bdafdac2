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
    /** Reserved for stores that give up undelivered events where they are full; the SQLite store refuses new ones instead. */
    SHED
}
