package io.processheat.webhook.spi;

import static io.processheat.webhook.spi.Samples.failed;
import static io.processheat.webhook.spi.Samples.retrying;
import static io.processheat.webhook.spi.Samples.sent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.Delivery;
import io.processheat.webhook.DeliveryQuery;
import io.processheat.webhook.Page;
import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import io.processheat.webhook.WebhookStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Chapter of {@link WebhookStoreContract}: listings, page by page. */
abstract class ListingContract extends StoreScenario {

    ListingContract(WebhookStoreContract contract) {
        super(contract);
    }

    @Test
    void listsDeliveriesNewestFirst() {
        StoredWebhook webhook = register();
        List<ClaimedDelivery> made = publishMany(webhook, 3);
        publishOne(register());
        record(sent(made.get(1), clock.now()));

        Page<Delivery> page = store.deliveries(webhook.id(), DeliveryQuery.NEWEST).orElseThrow();

        assertEquals(reversed(names(made)), names(page));
        assertEquals(Optional.empty(), page.nextCursor());
        assertEquals(reversed(made.stream().map(ClaimedDelivery::sequence).toList()),
                page.items().stream().map(Delivery::sequence).toList());
    }

    @Test
    void listsAllPagesWithoutGapsOrRepetitions() {
        StoredWebhook webhook = register();
        List<ClaimedDelivery> made = publishMany(webhook, 7);
        List<String> seen = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        int pages = 0;
        do {
            Page<Delivery> page = deliveries(webhook, Optional.empty(), cursor, 3);
            seen.addAll(names(page));
            cursor = page.nextCursor();
            pages++;
            publishOne(webhook);
        } while (cursor.isPresent());

        assertEquals(reversed(names(made)), seen);
        assertEquals(3, pages);
    }

    @Test
    void givesNoCursorWhereAFullPageIsTheLast() {
        StoredWebhook webhook = register();
        publishMany(webhook, 3);

        assertEquals(Optional.empty(), deliveries(webhook, Optional.empty(), Optional.empty(), 3).nextCursor());
    }

    @Test
    void listsDeliveriesOfOneStatus() {
        StoredWebhook webhook = register();
        List<ClaimedDelivery> made = publishMany(webhook, 8);
        record(sent(made.get(0), clock.now()));
        record(sent(made.get(5), clock.now()));
        record(failed(made.get(1), clock.now()));
        record(failed(made.get(6), clock.now()));
        record(retrying(made.get(2), clock.now(), clock.now() + 9_000));
        record(retrying(made.get(3), clock.now(), clock.now() + 1_000));

        assertEquals(names(List.of(made.get(5), made.get(0))), names(webhook, WebhookStatus.SENT));
        assertEquals(names(List.of(made.get(6), made.get(1))), names(webhook, WebhookStatus.FAILED));
        assertEquals(names(List.of(made.get(3), made.get(2))), names(webhook, WebhookStatus.RETRYING));
        assertEquals(names(List.of(made.get(7), made.get(4))), names(webhook, WebhookStatus.PENDING));
    }

    @Test
    void pagesThroughOneStatus() {
        StoredWebhook webhook = register();
        List<ClaimedDelivery> made = publishMany(webhook, 6);
        record(sent(made.get(0), clock.now()));
        record(sent(made.get(2), clock.now()));
        record(sent(made.get(4), clock.now()));

        Page<Delivery> first = deliveries(webhook, Optional.of(WebhookStatus.SENT), Optional.empty(), 2);
        Page<Delivery> second = deliveries(webhook, Optional.of(WebhookStatus.SENT), first.nextCursor(), 2);

        assertEquals(names(List.of(made.get(4), made.get(2))), names(first));
        assertEquals(names(List.of(made.get(0))), names(second));
        assertEquals(Optional.empty(), second.nextCursor());
    }

    @Test
    void keepsTheHistoryOfUnregisteredWebhooksReadable() {
        StoredWebhook webhook = register();
        ClaimedDelivery made = publishOne(webhook);
        record(sent(made, clock.now()));
        await(store.deleteWebhook(webhook.id()));

        assertEquals(names(List.of(made)), names(webhook, WebhookStatus.SENT));
        assertEquals(1, store.delivery(made.deliveryId()).orElseThrow().attempts().size());
    }

    @Test
    void findsNothingOfWhatNeverWas() {
        assertEquals(Optional.empty(), store.deliveries(UUID.randomUUID(), DeliveryQuery.NEWEST));
        assertEquals(Optional.empty(), store.delivery(UUID.randomUUID()));
        assertEquals(List.of(), deliveries(register(), Optional.empty(), Optional.empty(), 5).items());
    }

    @Test
    void refusesACursorThatNoListingGave() {
        StoredWebhook webhook = register();
        publishMany(webhook, 2);
        register();
        String ofWebhooks = store.webhooks(null, 1).nextCursor().orElseThrow();

        for (String cursor : List.of("", "1", "not a cursor", "****", ofWebhooks, "x".repeat(5_000))) {
            assertRefused(() -> deliveries(webhook, Optional.empty(), Optional.of(cursor), 5));
        }
        assertRefused(() -> store.webhooks("not a cursor", 5));
    }

    @Test
    void listsWebhooksInTheOrderOfRegistration() {
        List<UUID> registered = new ArrayList<>();
        for (int number = 0; number < 5; number++) {
            registered.add(register().id());
        }
        await(store.updateWebhook(registered.get(0), NO_CHANGE));
        Page<StoredWebhook> first = store.webhooks(null, 3);
        await(store.deleteWebhook(registered.get(3)));
        Page<StoredWebhook> second = store.webhooks(first.nextCursor().orElseThrow(), 3);

        assertEquals(registered.subList(0, 3), first.items().stream().map(StoredWebhook::id).toList());
        assertEquals(registered.subList(4, 5), second.items().stream().map(StoredWebhook::id).toList());
        assertTrue(second.nextCursor().isEmpty());
    }

    private Page<Delivery> deliveries(
            StoredWebhook webhook, Optional<WebhookStatus> status, Optional<String> cursor, int limit) {
        return store.deliveries(webhook.id(), new DeliveryQuery(status, cursor, limit)).orElseThrow();
    }

    private List<String> names(StoredWebhook webhook, WebhookStatus status) {
        return listed(webhook, status).stream().map(Delivery::id).toList();
    }

    private static List<String> names(List<ClaimedDelivery> deliveries) {
        return deliveries.stream().map(delivery -> delivery.deliveryId().toString()).toList();
    }

    private static List<String> names(Page<Delivery> page) {
        return page.items().stream().map(Delivery::id).toList();
    }

    private static void assertRefused(Executable call) {
        WebhookException refusal = assertThrows(WebhookException.class, call);
        assertEquals(Reason.INVALID, refusal.reason());
        assertEquals(Optional.of("cursor"), refusal.field());
    }
}
