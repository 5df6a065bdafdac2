package io.processheat.webhook.spi;

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
 */
public record ClaimedDelivery(
        long sequence, UUID deliveryId, Lease lease, EventContent event, int attempts, long dueAt, boolean test) {

    public UUID webhookId() {
        return lease.webhookId();
    }
}
