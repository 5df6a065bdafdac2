package io.processheat.webhook;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What registering takes.
 *
 * @param url absolute {@code https:} URL; {@code http:} only to allow-listed networks; no userinfo, no fragment
 * @param events at least one event type
 * @param secret null to have one made. A {@code whsec_} secret must hold valid base64
 * @param metadata anything a JSON object can hold; null is empty
 * @param options null ones are {@linkplain DeliveryOptions#DEFAULT the defaults}
 */
public record WebhookRegistration(
        String url, List<String> events, String secret, Map<String, ?> metadata, DeliveryOptions options) {

    public WebhookRegistration {
        events = events == null ? List.of() : List.copyOf(events);
        metadata = metadata == null ? Map.of() : new LinkedHashMap<>(metadata);
        options = options == null ? DeliveryOptions.NONE : options;
    }

    public static WebhookRegistration of(String url, Collection<String> events) {
        return new WebhookRegistration(url, List.copyOf(events), null, Map.of(), DeliveryOptions.NONE);
    }

    public WebhookRegistration withSecret(String secret) {
        return new WebhookRegistration(url, events, secret, metadata, options);
    }

    public WebhookRegistration withMetadata(Map<String, ?> metadata) {
        return new WebhookRegistration(url, events, secret, metadata, options);
    }

    public WebhookRegistration withOptions(DeliveryOptions options) {
        return new WebhookRegistration(url, events, secret, metadata, options);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "WebhookRegistration[url=" + url + ", events=" + events + ", secret=" + (secret == null ? "none" : "***") + "]";
    }
}
