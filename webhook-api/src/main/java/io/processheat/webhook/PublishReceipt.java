package io.processheat.webhook;

import java.util.List;

/** What became of one published event. */
public sealed interface PublishReceipt {

    /**
     * The event and its deliveries are on disk.
     *
     * @param deliveryIds one per webhook that will get it; empty where nobody is subscribed: the event is stored all
     *     the same
     * @param skippedWebhookIds webhooks that were asked for by id but are inactive
     * @param repeated true where the same event (id and content) had been accepted before; the ids are those of then
     */
    record Accepted(String eventId, List<String> deliveryIds, List<String> skippedWebhookIds, boolean repeated)
            implements PublishReceipt {
        public Accepted {
            deliveryIds = List.copyOf(deliveryIds);
            skippedWebhookIds = List.copyOf(skippedWebhookIds);
        }
    }

    /** The event was not stored. */
    record Refused(WebhookException cause) implements PublishReceipt {}
}
