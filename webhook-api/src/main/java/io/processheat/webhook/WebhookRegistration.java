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
 * @param retrySchedule name of a configured schedule; null is {@code default}
 */
public record WebhookRegistration(
        String url, List<String> events, String secret, Map<String, ?> metadata, String retrySchedule) {

    public WebhookRegistration {
        events = events == null ? List.of() : List.copyOf(events);
        metadata = metadata == null ? Map.of() : new LinkedHashMap<>(metadata);
    }

    public static WebhookRegistration of(String url, Collection<String> events) {
        return new WebhookRegistration(url, List.copyOf(events), null, Map.of(), null);
    }

    public WebhookRegistration withSecret(String secret) {
        return new WebhookRegistration(url, events, secret, metadata, retrySchedule);
    }

    public WebhookRegistration withMetadata(Map<String, ?> metadata) {
        return new WebhookRegistration(url, events, secret, metadata, retrySchedule);
    }

    public WebhookRegistration withRetrySchedule(String retrySchedule) {
        return new WebhookRegistration(url, events, secret, metadata, retrySchedule);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "WebhookRegistration[url=" + url + ", events=" + events + ", secret=" + (secret == null ? "none" : "***") + "]";
    }
}
