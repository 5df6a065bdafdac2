package io.processheat.webhook.spi;

import io.processheat.webhook.Priority;

/**
 * Under which terms an event is delivered.
 *
 * @param priority what goes first; within an ordering key, order beats priority
 * @param orderingKey null: none
 * @param expiresAt from when on it is not sent any more; {@link #NEVER}: it does not expire
 */
public record EventTerms(Priority priority, String orderingKey, long expiresAt) {

    public static final long NEVER = Long.MAX_VALUE;

    /** The least important, without order, for ever. */
    public static final EventTerms NONE = new EventTerms(Priority.LOW, null, NEVER);
}
