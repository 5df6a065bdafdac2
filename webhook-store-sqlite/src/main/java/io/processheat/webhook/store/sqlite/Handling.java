package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.DeliveryOptions;
import io.processheat.webhook.Webhook;
import io.processheat.webhook.spi.WebhookChange;
import java.util.Set;

/**
 * How a webhook wants its deliveries made.
 *
 * @param paused keeps them back
 * @param ordered one at a time per ordering key
 * @param coalesced types of which only the newest undelivered event of a key is delivered
 */
record Handling(boolean paused, boolean ordered, Set<String> coalesced) {

    static Handling of(Webhook webhook) {
        DeliveryOptions options = webhook.options();
        return new Handling(webhook.paused(), options.ordered(), options.coalesce());
    }

    /** Whether an ordering key means anything for deliveries of the type. */
    boolean minds(String type) {
        return ordered || coalesced.contains(type);
    }

    Handling changed(WebhookChange change) {
        DeliveryOptions options = change.options();
        return new Handling(
                change.paused() == null ? paused : change.paused(),
                options.ordered() == null ? ordered : options.ordered(),
                options.coalesce() == null ? coalesced : options.coalesce());
    }
}
