package io.processheat.webhook.spi;

import static io.processheat.webhook.spi.Samples.TYPE;
import static io.processheat.webhook.spi.Samples.event;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.Delivery;
import io.processheat.webhook.DeliveryQuery;
import io.processheat.webhook.WebhookException.Reason;
import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.spi.AppendResult.Refused;
import io.processheat.webhook.spi.AppendResult.Stored;
import io.processheat.webhook.spi.NewEvent.NewDelivery;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Chapter of {@link WebhookStoreContract}: events are stored once, with their deliveries, and handed over. */
abstract class PublishingContract extends StoreScenario {

    PublishingContract(WebhookStoreContract contract) {
        super(contract);
    }

    @Test
    void storesADeliveryForEachWebhook() {
        StoredWebhook first = register();
        StoredWebhook second = register();
        NewEvent event = event(ids(first, second));

        Stored stored = assertInstanceOf(Stored.class, append(event));

        assertEquals(event.content().eventId(), stored.eventId());
        assertEquals(event.deliveries().stream().map(NewDelivery::deliveryId).toList(), stored.deliveryIds());
        assertEquals(List.of(), stored.skippedWebhooks());
        assertFalse(stored.repeated());
        Delivery delivery = store.delivery(stored.deliveryIds().get(1)).orElseThrow().delivery();
        assertEquals(second.id().toString(), delivery.webhookId());
        assertEquals(event.content().eventId(), delivery.eventId());
        assertEquals(TYPE, delivery.eventType());
        assertEquals(WebhookStatus.PENDING, delivery.status());
        assertEquals(0, delivery.attempt());
        assertEquals(Instant.ofEpochMilli(clock.now()), delivery.createdAt());
        assertEquals(Optional.of(delivery.createdAt()), delivery.nextAttemptAt());
        assertEquals(HexFormat.of().formatHex(event.provenanceHash()), delivery.provenanceHash());
    }

    @Test
    void answersARepeatedEventAsTheFirstTime() {
        StoredWebhook webhook = register();
        StoredWebhook other = register();
        Stored first = assertInstanceOf(Stored.class, append(event("furnace-7", "{}", ids(webhook, other))));

        Stored again = assertInstanceOf(Stored.class, append(event("furnace-7", "{}", ids(other, webhook))));

        assertTrue(again.repeated());
        assertEquals(first.deliveryIds(), again.deliveryIds());
        assertEquals(1, store.deliveries(webhook.id(), DeliveryQuery.NEWEST)
                .orElseThrow()
                .items()
                .size());
    }

    @Test
    void recognisesARepeatedEventThatNobodyGot() {
        append(event("furnace-8", "{}"));

        Stored again = assertInstanceOf(Stored.class, append(event("furnace-8", "{}", register().id())));

        assertTrue(again.repeated());
        assertEquals(List.of(), again.deliveryIds());
    }

    @Test
    void refusesAnIdThatWasUsedWithOtherContent() {
        UUID webhook = register().id();
        append(event("dryer-1", TYPE, "{}", null, false, webhook));

        assertConflict(append(event("dryer-1", TYPE, "{\"a\": 1}", null, false, webhook)));
        assertConflict(append(event("dryer-1", "alarm.cleared", "{}", null, false, webhook)));
        assertConflict(append(event("dryer-1", TYPE, "{}", webhook.toString(), false, webhook)));
    }

    @Test
    void judgesRepetitionsInsideABatchAndKeepsTheNeighboursOfARefusedEvent() {
        UUID webhook = register().id();
        NewEvent first = event("a", "{}", webhook);

        List<AppendResult> results = await(store.append(
                List.of(first, event("a", "{}", webhook), event("a", "{\"b\": 1}", webhook), event("c", "{}", webhook)),
                dispatcher));

        assertFalse(assertInstanceOf(Stored.class, results.get(0)).repeated());
        Stored repeated = assertInstanceOf(Stored.class, results.get(1));
        assertTrue(repeated.repeated());
        assertEquals(List.of(first.deliveries().get(0).deliveryId()), repeated.deliveryIds());
        assertConflict(results.get(2));
        assertEquals(1, assertInstanceOf(Stored.class, results.get(3)).deliveryIds().size());
    }

    @Test
    void leavesOutAndNamesWebhooksThatAreInactiveOrGone() {
        StoredWebhook active = register();
        StoredWebhook inactive = register();
        StoredWebhook gone = register();
        UUID never = UUID.randomUUID();
        await(store.updateWebhook(inactive.id(), DEACTIVATE));
        await(store.deleteWebhook(gone.id()));
        NewEvent event = event(inactive.id(), active.id(), gone.id(), never);

        Stored stored = assertInstanceOf(Stored.class, append(event));

        assertEquals(List.of(event.deliveries().get(1).deliveryId()), stored.deliveryIds());
        assertEquals(List.of(inactive.id(), gone.id(), never), stored.skippedWebhooks());
    }

    @Test
    void makesTestDeliveriesForInactiveWebhooksToo() {
        StoredWebhook inactive = register();
        StoredWebhook gone = register();
        await(store.updateWebhook(inactive.id(), DEACTIVATE));
        await(store.deleteWebhook(gone.id()));

        ClaimedDelivery delivery = publish(Samples.testEvent(inactive.id())).get(0);
        Stored forGone = assertInstanceOf(Stored.class, append(Samples.testEvent(gone.id())));

        assertTrue(delivery.test());
        assertEquals(WebhookStatus.PENDING, delivery(delivery).status());
        assertEquals(List.of(gone.id()), forGone.skippedWebhooks());
    }

    @Test
    void handsNewDeliveriesToTheirPublisherWhereNobodyOwnsTheWebhooks() {
        StoredWebhook first = register();
        StoredWebhook second = register();
        NewEvent event = event(ids(first, second));

        List<ClaimedDelivery> claimed = publish(event);

        assertEquals(List.of(first.id(), second.id()), claimed.stream().map(ClaimedDelivery::webhookId).toList());
        assertEquals(claimed, dispatcher.deliveries());
        assertTrue(claimed.get(0).sequence() < claimed.get(1).sequence());
        assertSame(claimed.get(0).event(), claimed.get(1).event());
        assertEquals(event.content().eventId(), claimed.get(0).event().eventId());
        assertEquals(event.content().eventTime(), claimed.get(0).event().eventTime());
        assertArrayEquals(event.content().payload(), claimed.get(0).event().payload());
        assertEquals(0, claimed.get(0).attempts());
        assertEquals(clock.now(), claimed.get(0).dueAt());
        assertTrue(record(Samples.sent(claimed.get(0), clock.now())).applied());
    }

    @Test
    void handsOverInTheOrderOfSequenceAcrossAppends() {
        StoredWebhook webhook = register();
        for (int number = 0; number < 50; number++) {
            store.append(List.of(event(webhook.id()), event(webhook.id())), dispatcher);
        }
        publishOne(webhook);

        List<Long> sequences = dispatcher.deliveries().stream().map(ClaimedDelivery::sequence).toList();
        assertEquals(101, sequences.size());
        assertEquals(sequences.stream().sorted().distinct().toList(), sequences);
    }

    @Test
    void handsNothingOverAndTakesNoOwnershipWithoutADispatcher() {
        StoredWebhook webhook = register();
        await(store.append(List.of(event(webhook.id())), null));

        Lease lease = claim(otherDispatcher, webhook);

        assertEquals(List.of(), dispatcher.deliveries());
        assertEquals(1, loadDue(lease).deliveries().size());
    }

    @Test
    void doesNotLetAFailingDispatcherHarmThePublisher() {
        StoredWebhook webhook = register();
        Claimant failing = new Claimant() {
            @Override
            public String node() {
                return "node-a";
            }

            @Override
            public void claimed(List<ClaimedDelivery> deliveries) {
                throw new IllegalStateException("a dispatcher that fails");
            }
        };

        assertInstanceOf(Stored.class, await(store.append(List.of(event(webhook.id())), failing)).get(0));
    }

    @Test
    void takesAnEmptyBatch() {
        assertEquals(List.of(), await(store.append(List.of(), dispatcher)));
    }

    private static void assertConflict(AppendResult result) {
        assertEquals(Reason.CONFLICT, assertInstanceOf(Refused.class, result).cause().reason());
    }
}
