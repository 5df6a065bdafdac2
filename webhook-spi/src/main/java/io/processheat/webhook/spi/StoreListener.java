package io.processheat.webhook.spi;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.osgi.annotation.versioning.ConsumerType;

/** Hears of changes of webhooks: registered, updated, deactivated, unregistered, owned by another node. */
@ConsumerType
@FunctionalInterface
public interface StoreListener {

    /**
     * Called after the commit and before the completion of what changed them, in the order of versions, on the store's
     * thread: hand over and return.
     */
    void webhooksChanged(List<StoredWebhook> webhooks);

    /**
     * Deliveries of these webhooks can be loaded that were handed to nobody: replayed or recovered, or their turn within an
     * ordering key has come without an outcome. A hint, called as the other.
     */
    default void deliveriesAvailable(Collection<UUID> webhookIds) {}

    /**
     * The store gave these deliveries up: whoever has them in memory need not send them. What is under way already ends as
     * it would. A hint, called as the others.
     */
    default void deliveriesEnded(Collection<EndedDelivery> ended) {}
}
