package io.processheat.webhook.spi;

import io.processheat.webhook.WebhookException;
import java.util.List;
import java.util.UUID;

/** What became of one appended event. */
public sealed interface AppendResult {

    /**
     * @param deliveryIds those made now, or when the event was first stored
     * @param skippedWebhooks asked for, but inactive or unregistered by the time of the commit
     * @param repeated the id was there with the same content; nothing was stored
     */
    record Stored(String eventId, List<UUID> deliveryIds, List<UUID> skippedWebhooks, boolean repeated)
            implements AppendResult {
        public Stored {
            deliveryIds = List.copyOf(deliveryIds);
            skippedWebhooks = List.copyOf(skippedWebhooks);
        }
    }

    /** Not stored: {@code CONFLICT} where the id was there with other content. */
    record Refused(WebhookException cause) implements AppendResult {}
}
