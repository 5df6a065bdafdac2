package io.processheat.webhook.spi;

import io.processheat.webhook.Priority;
import java.util.UUID;

/**
 * A delivery that its owner may send.
 *
 * @param sequence the store's order
 * @param lease owner's lease of the webhook
 * @param event shared by all deliveries of the event, where they come from the same commit
 * @param attempts attempts made so far
 * @param dueAt when the next attempt is due
 * @param test one attempt only, ahead of the queue, no effect on health, also to an inactive webhook
 * @param priority what goes first
 * @param expiresAt from when on no attempt is started any more; {@link EventTerms#NEVER}
 * @param order its place within its ordering key; null where it has none. It may be started at once: the store hands out a
 *     delivery of a key only when it is its turn
 * @param supersedes sequence of a delivery of the same webhook that this one took the place of: it was ended and must not be
 *     started any more; 0: none
 */
public record ClaimedDelivery(
        long sequence,
        UUID deliveryId,
        Lease lease,
        EventContent event,
        int attempts,
        long dueAt,
        boolean test,
        Priority priority,
        long expiresAt,
        KeyOrder order,
        long supersedes) {

    public UUID webhookId() {
        return lease.webhookId();
    }

    /** The same delivery, due for another attempt. */
    public ClaimedDelivery dueAgain(int attemptsMade, long nextDueAt) {
        return new ClaimedDelivery(
                sequence, deliveryId, lease, event, attemptsMade, nextDueAt, test, priority, expiresAt, order, 0);
    }

    /** The same delivery, after one with this number of its ordering key reached the receiver. */
    public ClaimedDelivery told(long number) {
        KeyOrder told = new KeyOrder(order.number(), Math.max(order.toldThrough(), number));
        return new ClaimedDelivery(
                sequence, deliveryId, lease, event, attempts, dueAt, test, priority, expiresAt, told, supersedes);
    }
}
