package io.processheat.webhook.core;

import io.processheat.webhook.Delivery;
import io.processheat.webhook.DeliveryHistory;
import io.processheat.webhook.DeliveryQuery;
import io.processheat.webhook.Page;
import io.processheat.webhook.Webhook;
import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import io.processheat.webhook.spi.StoredWebhook;
import io.processheat.webhook.spi.WebhookStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What can be read of webhooks and deliveries. */
final class Listings {

    private static final int MAX_LIMIT = 500;

    private final WebhookStore store;

    Listings(WebhookStore store) {
        this.store = store;
    }

    List<Webhook> webhooks() {
        List<Webhook> all = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<StoredWebhook> page = store.webhooks(cursor.orElse(null), MAX_LIMIT);
            page.items().forEach(stored -> all.add(stored.webhook()));
            cursor = page.nextCursor();
        } while (cursor.isPresent());
        return List.copyOf(all);
    }

    Page<Webhook> webhooks(String cursor, int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new WebhookException(Reason.INVALID, "limit", "limit must be 1 to " + MAX_LIMIT + ", not " + limit);
        }
        Page<StoredWebhook> page = store.webhooks(cursor, limit);
        return new Page<>(page.items().stream().map(StoredWebhook::webhook).toList(), page.nextCursor());
    }

    Optional<Webhook> webhook(String webhookId) {
        return Ids.parse(webhookId)
                .flatMap(store::webhook)
                .filter(stored -> !stored.deleted())
                .map(StoredWebhook::webhook);
    }

    Page<Delivery> deliveries(String webhookId, DeliveryQuery query) {
        return Ids.parse(webhookId)
                .flatMap(id -> store.deliveries(id, query))
                .orElseThrow(() -> NotFound.webhook(webhookId));
    }

    Optional<DeliveryHistory> delivery(String deliveryId) {
        return Ids.parse(deliveryId).flatMap(store::delivery);
    }
}
