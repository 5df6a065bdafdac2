package io.processheat.webhook.spi;

import io.processheat.webhook.DeliveryOptions;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/** A checked partial change; null keeps what is, also within the options. {@code secrets} replaces all secrets. */
public record WebhookChange(
        String url,
        SortedSet<String> events,
        Map<String, Object> metadata,
        DeliveryOptions options,
        Boolean active,
        Boolean paused,
        List<SealedSecret> secrets) {

    public WebhookChange {
        options = options == null ? DeliveryOptions.NONE : options;
    }
}
