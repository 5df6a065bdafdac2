package io.processheat.webhook.spi;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/** A checked partial change; null keeps what is. {@code secrets} replaces all secrets. */
public record WebhookChange(
        String url,
        SortedSet<String> events,
        Map<String, Object> metadata,
        String retrySchedule,
        Boolean active,
        List<SealedSecret> secrets) {}
