package io.processheat.webhook.core;

import io.processheat.webhook.PublishReceipt;
import io.processheat.webhook.WebhookEvent;
import io.processheat.webhook.WebhookSubscriberManager;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Publishing for this bundle's own components. It saves the change of threads that callers from outside need: whoever
 * goes on with the stage may be on the store's thread and must not wait there.
 */
interface DirectPublishing {

    /** As the manager's {@code publish}, but the stage may complete on the store's thread. */
    CompletionStage<List<PublishReceipt>> publishDirectly(List<WebhookEvent> events);

    /** The direct way of this bundle's manager; that of any other is its public one. Not a service: nobody else may use it. */
    static DirectPublishing of(WebhookSubscriberManager manager) {
        return manager instanceof DirectPublishing direct ? direct : manager::publish;
    }
}
