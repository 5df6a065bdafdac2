package io.processheat.webhook.delivery;

import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventConstants;

/**
 * Posts an event for each webhook that becomes unhealthy. A component of its own, so that the dispatcher also runs where
 * there is no EventAdmin, nor its package.
 */
@Component
public final class UnhealthyEvents implements UnhealthyListener {

    static final String TOPIC = "processheat-webhook/webhook/UNHEALTHY";

    private final EventAdmin eventAdmin;

    @Activate
    public UnhealthyEvents(@Reference EventAdmin eventAdmin) {
        this.eventAdmin = eventAdmin;
    }

    @Override
    public void becameUnhealthy(UnhealthyWebhook webhook) {
        eventAdmin.postEvent(new Event(
                TOPIC,
                Map.of(
                        "webhook.id", webhook.webhookId().toString(),
                        "webhook.url", webhook.url(),
                        "consecutive.failures", webhook.consecutiveFailures(),
                        "reason", webhook.reason(),
                        EventConstants.TIMESTAMP, webhook.timestamp())));
    }
}
