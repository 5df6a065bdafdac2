package io.processheat.webhook.spi;

import static io.processheat.webhook.spi.Samples.failed;
import static io.processheat.webhook.spi.Samples.keyed;
import static io.processheat.webhook.spi.Samples.sent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.Delivery;
import io.processheat.webhook.DeliveryOptions;
import io.processheat.webhook.FailureReason;
import io.processheat.webhook.Redelivery;
import io.processheat.webhook.WebhookException.Reason;
import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.spi.AppendResult.Stored;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Chapter of {@link WebhookStoreContract}: a webhook gets what it missed while it was inactive. */
abstract class RecoveryContract extends StoreScenario {

    private static final int ALL = 1_000;
    private static final String KEY = "furnace-1";

    RecoveryContract(WebhookStoreContract contract) {
        super(contract);
    }

    @Test
    void makesWhatWasMissedAndRepeatsWhatWasEnded() {
        StoredWebhook webhook = register();
        ClaimedDelivery delivered = publishOne(webhook);
        record(sent(delivered, clock.now()));
        ClaimedDelivery exhausted = publishOne(webhook);
        record(failed(exhausted, clock.now()));
        ClaimedDelivery ended = publishOne(webhook);
        await(store.updateWebhook(webhook.id(), DEACTIVATE));
        String missed = missedBy(webhook, Samples.event(webhook.id()));
        await(store.updateWebhook(webhook.id(), ACTIVATE));
        publishOne(webhook);

        Redelivery recovered = recover(webhook, 0, null, ALL);

        assertEquals(new Redelivery(2, Optional.empty()), recovered);
        List<Delivery> made = listed(webhook, WebhookStatus.PENDING).subList(0, 2);
        assertEquals(missed, made.get(0).eventId());
        assertEquals(Optional.empty(), made.get(0).replayOf());
        assertEquals(ended.event().eventId(), made.get(1).eventId());
        assertEquals(Optional.of(ended.deliveryId().toString()), made.get(1).replayOf());
    }

    @Test
    void makesNothingTwice() {
        StoredWebhook webhook = register();
        publishMany(webhook, 2);
        await(store.updateWebhook(webhook.id(), DEACTIVATE));
        missedBy(webhook, Samples.event(webhook.id()));
        await(store.updateWebhook(webhook.id(), ACTIVATE));

        assertEquals(3, recover(webhook, 0, null, ALL).created());
        assertEquals(0, recover(webhook, 0, null, ALL).created());
        await(store.updateWebhook(webhook.id(), DEACTIVATE));
        await(store.updateWebhook(webhook.id(), ACTIVATE));
        assertEquals(3, recover(webhook, 0, null, ALL).created(), "the repeated ones were ended, too");
        assertEquals(0, recover(webhook, 0, null, ALL).created());
        assertEquals(3, listed(webhook, WebhookStatus.PENDING).size());
    }

    @Test
    void keepsTheOrderOfTheEventsWithinAKey() {
        StoredWebhook webhook = register();
        List<UUID> before = publishKeyed(webhook, KEY, 3);
        record(sent(dispatcher.delivery(before.get(0)), clock.now()));
        await(store.updateWebhook(webhook.id(), DEACTIVATE));
        missedBy(webhook, keyed(KEY, webhook.id()));
        missedBy(webhook, keyed(KEY, webhook.id()));
        await(store.updateWebhook(webhook.id(), ACTIVATE));

        assertEquals(4, recover(webhook, 0, null, ALL).created());

        Lease lease = dispatcher.delivery(before.get(0)).lease();
        ClaimedDelivery second = onlyDue(lease);
        ClaimedDelivery third = record(sent(second, clock.now())).successor();
        ClaimedDelivery fourth = record(sent(third, clock.now())).successor();
        ClaimedDelivery fifth = record(sent(fourth, clock.now())).successor();
        assertEquals(Optional.of(before.get(1).toString()), delivery(second).replayOf());
        assertEquals(Optional.of(before.get(2).toString()), delivery(third).replayOf());
        assertEquals(
                List.of(new KeyOrder(2, 1), new KeyOrder(3, 2), new KeyOrder(4, 3), new KeyOrder(5, 4)),
                List.of(second.order(), third.order(), fourth.order(), fifth.order()));
        assertEquals(publishOne(keyed(KEY, webhook.id())), record(sent(fifth, clock.now())).successor().deliveryId());
    }

    @Test
    void goesThroughPagesWithoutACap() {
        StoredWebhook webhook = register();
        List<UUID> ended = publishKeyed(webhook, KEY, 3);
        await(store.updateWebhook(webhook.id(), DEACTIVATE));
        for (int number = 0; number < 4; number++) {
            missedBy(webhook, keyed(KEY, webhook.id()));
        }
        await(store.updateWebhook(webhook.id(), ACTIVATE));
        int created = 0;
        int pages = 0;
        Optional<String> cursor = Optional.empty();
        do {
            Redelivery page = recover(webhook, 0, cursor.orElse(null), 2);
            assertTrue(page.created() <= 2);
            created += page.created();
            cursor = page.nextCursor();
            pages++;
        } while (cursor.isPresent());

        assertEquals(7, created);
        assertTrue(pages >= 4, "pages: " + pages);
        List<Delivery> made = reversed(listed(webhook, WebhookStatus.PENDING));
        assertEquals(
                List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L),
                made.stream().map(delivery -> delivery.keySequence().orElseThrow()).toList());
        assertEquals(ended.get(2).toString(), made.get(2).replayOf().orElseThrow());
    }

    @Test
    void concernsTheTypesOfNowAndNotWhatWasForOthers() {
        StoredWebhook webhook = register();
        StoredWebhook other = register();
        await(store.updateWebhook(webhook.id(), DEACTIVATE));
        missedBy(webhook, event("model.deployed", null));
        missedBy(webhook, event(Samples.TYPE, other.id().toString()));
        publish(Samples.testEvent(webhook.id()));
        String wanted = missedBy(webhook, event("calculation.completed", null));
        String meant = missedBy(webhook, event(Samples.TYPE, other.id() + "," + webhook.id()));
        await(store.updateWebhook(webhook.id(), ACTIVATE));

        recover(webhook, 0, null, ALL);

        assertEquals(
                List.of(meant, wanted),
                listed(webhook, WebhookStatus.PENDING).stream()
                        .filter(delivery -> !delivery.eventType().equals("test"))
                        .map(Delivery::eventId)
                        .toList());
    }

    @Test
    void keepsToTheSpanOfTimeAlsoWhereTheClockWasSetBack() {
        StoredWebhook webhook = register();
        await(store.updateWebhook(webhook.id(), DEACTIVATE));
        long start = clock.now();
        List<String> missed = new ArrayList<>();
        for (long offset : List.of(0L, 10_000L, 20_000L, -30_000L, 12_000L, 40_000L, 5_000L, 19_999L)) {
            clock.advance(Duration.ofMillis(start + offset - clock.now()));
            missed.add(missedBy(webhook, Samples.event(webhook.id())));
        }
        reopen();
        await(store.updateWebhook(webhook.id(), ACTIVATE));

        Redelivery recovered = await(store.recover(
                        webhook.id(), start + 10_000, start + 20_000, null, ALL, UUID::randomUUID))
                .orElseThrow();

        assertEquals(3, recovered.created());
        assertEquals(
                List.of(missed.get(7), missed.get(4), missed.get(1)),
                listed(webhook, WebhookStatus.PENDING).stream().map(Delivery::eventId).toList());
    }

    @Test
    void doesNotPutAnOlderEventInThePlaceOfANewerOne() {
        DeliveryOptions coalescing = DeliveryOptions.NONE.withCoalesce(Set.of(Samples.TYPE));
        StoredWebhook webhook = change(register(), coalescing);
        await(store.updateWebhook(webhook.id(), DEACTIVATE));
        String missed = missedBy(webhook, keyed(KEY, webhook.id()));
        await(store.updateWebhook(webhook.id(), ACTIVATE));
        ClaimedDelivery newer = publish(keyed(KEY, webhook.id())).get(0);

        assertEquals(1, recover(webhook, 0, null, ALL).created());

        assertEquals(newer.deliveryId(), onlyDue(newer.lease()).deliveryId());
        Delivery older = listed(webhook, WebhookStatus.FAILED).get(0);
        assertEquals(missed, older.eventId());
        assertEquals(Optional.of(FailureReason.SUPERSEDED), older.reason());
    }

    @Test
    void tellsThatThereIsSomethingToLoad() {
        StoredWebhook webhook = register();
        publishOne(webhook);
        await(store.updateWebhook(webhook.id(), DEACTIVATE));
        await(store.updateWebhook(webhook.id(), ACTIVATE));
        int handedOver = handedOver().size();
        Set<UUID> told = new HashSet<>();
        try (WebhookStore.Subscription subscription = store.subscribe(new RedeliveryContract.Hints(told))) {
            recover(webhook, 0, null, ALL);
            assertEquals(Set.of(webhook.id()), told);
            told.clear();
            recover(webhook, 0, null, ALL);
            assertEquals(Set.of(), told, "nothing was made");
        }
        assertEquals(handedOver, handedOver().size());
    }

    @Test
    void isRefusedWhileTheWebhookIsInactive() {
        StoredWebhook webhook = register();
        await(store.updateWebhook(webhook.id(), DEACTIVATE));

        assertEquals(
                Reason.CONFLICT,
                failure(store.recover(webhook.id(), 0, Long.MAX_VALUE, null, ALL, UUID::randomUUID)).reason());
        await(store.deleteWebhook(webhook.id()));
        assertEquals(
                Optional.empty(),
                await(store.recover(webhook.id(), 0, Long.MAX_VALUE, null, ALL, UUID::randomUUID)));
    }

    private Redelivery recover(StoredWebhook webhook, long since, String cursor, int limit) {
        return await(store.recover(webhook.id(), since, Long.MAX_VALUE, cursor, limit, UUID::randomUUID))
                .orElseThrow();
    }

    /** Publishes an event while the webhook is inactive. */
    private String missedBy(StoredWebhook webhook, NewEvent event) {
        Stored stored = assertInstanceOf(Stored.class, append(event));
        assertEquals(List.of(), stored.deliveryIds(), "of " + webhook.id());
        return stored.eventId();
    }

    private static NewEvent event(String type, String targets) {
        return Samples.event(UUID.randomUUID().toString(), type, "{}", targets, false);
    }
}
