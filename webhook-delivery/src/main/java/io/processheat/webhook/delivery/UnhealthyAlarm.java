package io.processheat.webhook.delivery;

import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log of each unhealthy webhook, and whoever listens just now. */
final class UnhealthyAlarm implements UnhealthyListener {

    private static final Logger LOG = LoggerFactory.getLogger(UnhealthyAlarm.class);

    private final Supplier<UnhealthyListener> listener;

    /** @param listener gives null where nobody listens */
    UnhealthyAlarm(Supplier<UnhealthyListener> listener) {
        this.listener = listener;
    }

    @Override
    public void becameUnhealthy(UnhealthyWebhook webhook) {
        LOG.warn(
                "Webhook {} ({}) is unhealthy and gets nothing more until it is re-activated: {} deliveries failed in a row,"
                        + " the last one because: {}",
                webhook.webhookId(),
                webhook.url(),
                webhook.consecutiveFailures(),
                webhook.reason());
        UnhealthyListener listening = listener.get();
        if (listening != null) {
            tell(listening, webhook);
        }
    }

    /** The listener is another bundle's, which may be stopping: its failure is none of the lane's. */
    private static void tell(UnhealthyListener listening, UnhealthyWebhook webhook) {
        try {
            listening.becameUnhealthy(webhook);
        } catch (RuntimeException | LinkageError e) {
            LOG.error("Nobody could be told that webhook {} is unhealthy", webhook.webhookId(), e);
        }
    }
}
