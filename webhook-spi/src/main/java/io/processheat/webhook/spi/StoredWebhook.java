package io.processheat.webhook.spi;

import io.processheat.webhook.Webhook;
import java.util.List;
import java.util.UUID;

/**
 * A webhook with what the API does not show.
 *
 * @param webhook what the API shows
 * @param secrets the current secret first, then older ones that still sign; sealed
 * @param deleted true once unregistered
 * @param version the store's, growing with every change but those of {@code consecutiveFailures} and
 *     {@code lastTriggeredAt} alone
 */
public record StoredWebhook(UUID id, Webhook webhook, List<SealedSecret> secrets, boolean deleted, long version) {
    public StoredWebhook {
        secrets = List.copyOf(secrets);
    }
}
