package io.processheat.webhook.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.DeliveryQuery;
import io.processheat.webhook.Page;
import io.processheat.webhook.Webhook;
import io.processheat.webhook.WebhookException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ListingsTest extends Scenario {

    @Test
    void listsAllWebhooksOldestFirstHoweverManyPagesTheyTake() {
        List<String> ids = Stream.generate(() -> register(ALARM)).limit(1001).toList();
        assertEquals(ids, manager.listWebhooks().stream().map(Webhook::id).toList());
    }

    @Test
    void listsPages() {
        List<String> ids = Stream.generate(() -> register(ALARM)).limit(5).toList();
        List<String> paged = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<Webhook> page = manager.listWebhooks(cursor.orElse(null), 2);
            page.items().forEach(webhook -> paged.add(webhook.id()));
            cursor = page.nextCursor();
        } while (cursor.isPresent());
        assertEquals(ids, paged);
    }

    @Test
    void refusesALimitOutOfRange() {
        refused(Reason.INVALID, "limit", () -> manager.listWebhooks(null, 0));
        refused(Reason.INVALID, "limit", () -> manager.listWebhooks(null, 501));
    }

    @Test
    void readsDeliveriesUnderTheirWebhookAndTheirId() {
        String webhook = register(ALARM);
        String delivery = manager.triggerWebhook(ALARM, Map.of()).deliveryIds().get(0);

        assertEquals(delivery, manager.listDeliveries(webhook, DeliveryQuery.NEWEST).items().get(0).id());
        assertEquals(webhook, manager.getDelivery(delivery).orElseThrow().delivery().webhookId());
        manager.unregisterWebhook(webhook);
        assertEquals(1, manager.listDeliveries(webhook, DeliveryQuery.NEWEST).items().size(), "the history stays");
    }

    @Test
    void takesAMalformedIdForOneThatDoesNotExist() {
        for (String id : new String[] {"no id", "", null, "1-1-1-1-1", UUID.randomUUID().toString()}) {
            assertEquals(Optional.empty(), manager.getWebhook(id));
            assertEquals(Optional.empty(), manager.getDelivery(id));
            refused(Reason.NOT_FOUND, () -> manager.listDeliveries(id, DeliveryQuery.NEWEST));
        }
        String id = register(ALARM);
        assertTrue(manager.getWebhook(id.toUpperCase()).isPresent(), "hex digits have no case");
    }
}
