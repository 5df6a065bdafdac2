package io.processheat.webhook.core;

import io.processheat.webhook.PublishReceipt;
import io.processheat.webhook.WebhookEvent;
import java.util.concurrent.CompletionStage;

/**
 * The manager as the bridge's sink sees it. A service, so that the sink comes and goes with the manager; it stays within
 * this bundle.
 */
interface PostedEvents {

    /** Publishes as {@code publish} does, but a number that is not finite becomes null: nobody is there to mend it. */
    CompletionStage<PublishReceipt> publishPosted(WebhookEvent event);
}
