package io.processheat.webhook;

import java.util.List;
import java.util.Map;

/**
 * A partial change of a webhook; null keeps what is.
 *
 * @param options those that change; null is none
 * @param secret a new secret; it replaces the old one at once
 * @param active true re-activates and resets the health; false ends what is unfinished with reason {@code deactivated}
 */
public record WebhookUpdate(
        String url, List<String> events, String secret, Map<String, ?> metadata, DeliveryOptions options, Boolean active) {

    public WebhookUpdate {
        options = options == null ? DeliveryOptions.NONE : options;
    }

    /** Changes nothing; start from here. */
    public static final WebhookUpdate NONE = new WebhookUpdate(null, null, null, null, DeliveryOptions.NONE, null);

    public WebhookUpdate withUrl(String url) {
        return new WebhookUpdate(url, events, secret, metadata, options, active);
    }

    public WebhookUpdate withEvents(List<String> events) {
        return new WebhookUpdate(url, events, secret, metadata, options, active);
    }

    public WebhookUpdate withSecret(String secret) {
        return new WebhookUpdate(url, events, secret, metadata, options, active);
    }

    public WebhookUpdate withMetadata(Map<String, ?> metadata) {
        return new WebhookUpdate(url, events, secret, metadata, options, active);
    }

    public WebhookUpdate withOptions(DeliveryOptions options) {
        return new WebhookUpdate(url, events, secret, metadata, options, active);
    }

    public WebhookUpdate withActive(boolean active) {
        return new WebhookUpdate(url, events, secret, metadata, options, active);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "WebhookUpdate[url=" + url + ", events=" + events + ", secret=" + (secret == null ? "kept" : "***")
                + ", options=" + options + ", active=" + active + "]";
    }
}
