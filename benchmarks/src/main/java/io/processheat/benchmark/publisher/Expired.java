package io.processheat.benchmark.publisher;

import io.processheat.webhook.Delivery;
import io.processheat.webhook.DeliveryQuery;
import io.processheat.webhook.FailureReason;
import io.processheat.webhook.Page;
import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.WebhookSubscriberManager;
import java.util.Optional;

/**
 * Counts a webhook's deliveries that the store says have expired, before it removes them for their age. To be asked when
 * all deliveries are final: what is older than the last one counted is not looked at again.
 */
final class Expired {

    private final WebhookSubscriberManager manager;
    private final String webhookId;
    private long counted;

    Expired(WebhookSubscriberManager manager, String webhookId) {
        this.manager = manager;
        this.webhookId = webhookId;
    }

    /** @throws IllegalStateException where one failed for another reason */
    long sinceLastAsked() {
        long before = counted;
        long expired = 0;
        Optional<String> cursor = Optional.empty();
        do {
            Page<Delivery> page = manager.listDeliveries(
                    webhookId, new DeliveryQuery(Optional.of(WebhookStatus.FAILED), cursor, DeliveryQuery.MAX_LIMIT));
            for (Delivery delivery : page.items()) {
                if (delivery.sequence() <= before) {
                    return expired;
                }
                requireExpired(delivery);
                expired++;
                counted = Math.max(counted, delivery.sequence());
            }
            cursor = page.nextCursor();
        } while (cursor.isPresent());
        return expired;
    }

    private static void requireExpired(Delivery delivery) {
        if (!delivery.reason().equals(Optional.of(FailureReason.EXPIRED))) {
            throw new IllegalStateException("A delivery failed: " + delivery);
        }
    }
}
