package io.processheat.webhook.spi;

import java.util.List;
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
}
