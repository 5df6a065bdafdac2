package io.processheat.webhook.delivery;

/** Tells people, or other bundles, of webhooks that were deactivated because they failed. Called on a lane: hand over. */
@FunctionalInterface
public interface UnhealthyListener {

    void becameUnhealthy(UnhealthyWebhook webhook);
}
