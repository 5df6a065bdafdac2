package io.processheat.webhook.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.PublishReceipt;
import io.processheat.webhook.PublishReceipt.Accepted;
import io.processheat.webhook.PublishReceipt.Refused;
import io.processheat.webhook.WebhookEvent;
import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import io.processheat.webhook.WebhookUpdate;
import io.processheat.webhook.spi.NewEvent;
import io.processheat.webhook.spi.StoreListener;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishTest extends Scenario {

    @Test
    void storesTheCanonicalPayloadWithItsHash() throws Exception {
        Accepted receipt = manager.triggerWebhook(ALARM, Map.of("b", 1, "a", "é"));

        NewEvent event = store.events.get(0);
        String payload = "{\"a\": \"\\u00e9\", \"b\": 1}";
        assertEquals(payload, new String(event.content().payload(), UTF_8));
        assertEquals(ALARM, event.content().type());
        assertEquals(receipt.eventId(), event.content().eventId());
        assertArrayEquals(
                MessageDigest.getInstance("SHA-256").digest((ALARM + ":" + payload).getBytes(UTF_8)), event.provenanceHash());
        assertFalse(event.test());
        assertNull(event.targets());
    }

    @Test
    void makesAnIdOfVersionSevenAndTakesTheStoresTime() {
        manager.triggerWebhook(ALARM, Map.of());

        NewEvent event = store.events.get(0);
        assertEquals(7, UUID.fromString(event.content().eventId()).version());
        assertFalse(event.idGiven());
        assertEquals(store.clock, event.content().eventTime());
    }

    @Test
    void takesTheIdAndTheTimeThatAreGiven() {
        Instant time = Instant.parse("2026-11-23T21:05:00.123Z");
        Accepted receipt = manager.triggerWebhook(WebhookEvent.ofJson(ALARM, "{}").withId("furnace-7_A").withTime(time));

        assertEquals("furnace-7_A", receipt.eventId());
        assertTrue(store.events.get(0).idGiven());
        assertEquals(time.toEpochMilli(), store.events.get(0).content().eventTime());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a.b", "a b", "ä", "a\n"})
    void refusesAnIdOfAnotherForm(String id) {
        refused(Reason.INVALID, "event_id", () -> manager.triggerWebhook(WebhookEvent.of(ALARM, Map.of()).withId(id)));
        refused(Reason.INVALID, "event_id",
                () -> manager.triggerWebhook(WebhookEvent.of(ALARM, Map.of()).withId("a".repeat(129))));
    }

    @Test
    void refusesATimeThatNoHeaderCanSay() {
        for (Instant time : List.of(Instant.MIN, Instant.MAX, Instant.parse("-0001-12-31T00:00:00Z"))) {
            refused(Reason.INVALID, "event_time", () -> manager.triggerWebhook(WebhookEvent.of(ALARM, Map.of()).withTime(time)));
        }
    }

    @Test
    void takesTheLastMomentOfTheYear9999() {
        manager.triggerWebhook(WebhookEvent.of(ALARM, Map.of()).withTime(Instant.parse("9999-12-31T23:59:59.999999999Z")));
        assertEquals(Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli(), store.events.get(0).content().eventTime());
    }

    @Test
    void refusesAnUnsupportedTypeByName() {
        WebhookException refusal = refused(Reason.UNSUPPORTED_EVENT_TYPE, "event_type",
                () -> manager.triggerWebhook("furnace.started", Map.of()));
        assertTrue(refusal.getMessage().startsWith("unsupported event type 'furnace.started'; supported: alarm.cleared,"));
        refused(Reason.UNSUPPORTED_EVENT_TYPE, () -> manager.triggerWebhook("test", Map.of()));
        assertEquals(List.of(), store.events);
    }

    @Test
    void refusesAPayloadAboveTheLimitAndOneThatIsNoObject() {
        manager.modified(new TestConfig().with("max.payload.bytes", 1024), Map.of());
        manager.triggerWebhook(ALARM, Map.of("a", "x".repeat(1024 - 9)));
        refused(Reason.TOO_LARGE, "payload", () -> manager.triggerWebhook(ALARM, Map.of("a", "x".repeat(1024 - 8))));
        refused(Reason.INVALID, "payload", () -> manager.triggerWebhook(WebhookEvent.ofJson(ALARM, "[]")));
        refused(Reason.INVALID, "payload", () -> manager.triggerWebhook(ALARM, Map.of("a", Double.NaN)));
    }

    @Test
    void reachesTheSubscribersOfTheTypeOldestFirst() {
        String first = register(ALARM);
        register(MODEL);
        String second = register(MODEL, ALARM);

        Accepted receipt = manager.triggerWebhook(ALARM, Map.of());

        assertEquals(List.of(first, second), receivers());
        assertEquals(2, receipt.deliveryIds().size());
        assertEquals(store.events.get(0).deliveries().stream().map(d -> d.deliveryId().toString()).toList(),
                receipt.deliveryIds());
        receipt.deliveryIds().forEach(id -> assertEquals(7, UUID.fromString(id).version()));
    }

    @Test
    void storesAnEventThatNobodyGets() {
        Accepted receipt = manager.triggerWebhook(ALARM, Map.of());
        assertEquals(new Accepted(receipt.eventId(), List.of(), List.of(), false), receipt);
        assertEquals(1, store.events.size());
    }

    @Test
    void followsEveryChangeOfAWebhookAtOnce() {
        String id = register(ALARM);
        assertEquals(1, reached(ALARM));
        manager.updateWebhook(id, WebhookUpdate.NONE.withEvents(List.of(MODEL)));
        assertEquals(List.of(0, 1), List.of(reached(ALARM), reached(MODEL)));
        manager.updateWebhook(id, WebhookUpdate.NONE.withActive(false));
        assertEquals(0, reached(MODEL));
        manager.updateWebhook(id, WebhookUpdate.NONE.withActive(true));
        assertEquals(1, reached(MODEL));
        manager.unregisterWebhook(id);
        assertEquals(0, reached(MODEL));
    }

    @Test
    void knowsTheWebhooksThatTheStoreHeldBefore() {
        String id = register(ALARM);
        SubscriberManager successor = new SubscriberManager(store, new TestSigner(), new TestConfig(), Map.of());
        successor.triggerWebhook(ALARM, Map.of());
        assertEquals(List.of(id), receivers());
    }

    @Test
    void hearsOfWebhooksThatAreRegisteredWhileItStarts() {
        store.afterRead = () -> register(ALARM);
        SubscriberManager successor = new SubscriberManager(store, new TestSigner(), new TestConfig(), Map.of());
        assertEquals(1, successor.triggerWebhook(ALARM, Map.of()).deliveryIds().size());
    }

    @Test
    void leavesNoListenerBehindWhereItCannotStart() {
        List<StoreListener> before = List.copyOf(store.listeners);
        store.afterRead = () -> {
            throw new WebhookException(Reason.UNAVAILABLE, "the store cannot be read");
        };
        refused(Reason.UNAVAILABLE, () -> new SubscriberManager(store, new TestSigner(), new TestConfig(), Map.of()));
        assertEquals(before, store.listeners);
    }

    @Test
    void reachesTheWebhooksThatAreNamedSubscribedOrNot() {
        String subscribed = register(ALARM);
        String other = register(MODEL);
        register(ALARM);

        manager.triggerWebhook(ALARM, Map.of(), List.of(other, subscribed, other.toUpperCase()));

        assertEquals(List.of(subscribed, other), receivers());
        assertEquals(subscribed + "," + other, store.events.get(0).targets());
    }

    @Test
    void skipsAndNamesAnInactiveWebhook() {
        String inactive = register(ALARM);
        String active = register(ALARM);
        manager.updateWebhook(inactive, WebhookUpdate.NONE.withActive(false));

        Accepted receipt = manager.triggerWebhook(ALARM, Map.of(), List.of(inactive, active));

        assertEquals(List.of(inactive), receipt.skippedWebhookIds());
        assertEquals(1, receipt.deliveryIds().size());
    }

    @Test
    void doesNotNameASubscriberThatIsDeactivatedMeanwhile() {
        String id = register(ALARM);
        store.hold();
        var deactivated = store.updateWebhook(UUID.fromString(id), TestChanges.DEACTIVATE);
        var published = manager.publish(List.of(WebhookEvent.of(ALARM, Map.of())));
        store.commit();

        assertTrue(deactivated.toCompletableFuture().isDone());
        Accepted receipt = assertInstanceOf(Accepted.class, done(published).get(0));
        assertEquals(List.of(), receipt.deliveryIds());
        assertEquals(List.of(), receipt.skippedWebhookIds());
    }

    @Test
    void refusesUnknownWebhooksAndAnEmptyList() {
        String gone = register(ALARM);
        manager.unregisterWebhook(gone);
        for (String id : List.of(gone, UUID.randomUUID().toString(), "no id", "")) {
            WebhookException refusal = refused(Reason.INVALID, "webhook_ids",
                    () -> manager.triggerWebhook(ALARM, Map.of(), List.of(id)));
            assertEquals("there is no webhook '" + id + "'", refusal.getMessage());
        }
        refused(Reason.INVALID, "webhook_ids", () -> manager.triggerWebhook(ALARM, Map.of(), List.of()));
        assertEquals(List.of(), store.events);
    }

    @Test
    void answersARepeatedEventAndRefusesOneWithOtherContent() {
        WebhookEvent event = WebhookEvent.of(ALARM, Map.of("a", 1)).withId("e1");
        assertFalse(manager.triggerWebhook(event).repeated());
        assertTrue(manager.triggerWebhook(event).repeated());
        refused(Reason.CONFLICT, "event_id",
                () -> manager.triggerWebhook(WebhookEvent.of(ALARM, Map.of("a", 2)).withId("e1")));
    }

    @Test
    void keepsTheNeighboursOfARefusedEvent() {
        List<PublishReceipt> receipts = done(manager.publish(Arrays.asList(
                WebhookEvent.of(ALARM, Map.of("n", 0)).withId("e0"),
                WebhookEvent.of("no.such", Map.of()),
                WebhookEvent.ofJson(ALARM, "{"),
                null,
                WebhookEvent.of(ALARM, Map.of("n", 1)).withId("e0"),
                WebhookEvent.of(ALARM, Map.of("n", 5)).withId("e5"))));

        assertEquals("e0", assertInstanceOf(Accepted.class, receipts.get(0)).eventId());
        assertEquals(List.of(Reason.UNSUPPORTED_EVENT_TYPE, Reason.INVALID, Reason.INVALID, Reason.CONFLICT),
                receipts.subList(1, 5).stream().map(receipt -> ((Refused) receipt).cause().reason()).toList());
        assertEquals("e5", assertInstanceOf(Accepted.class, receipts.get(5)).eventId());
        assertEquals(List.of("e0", "e5"), store.events.stream().map(event -> event.content().eventId()).toList());
        assertEquals(1, store.claimants.size(), "one append for the batch");
    }

    @Test
    void answersABatchOfWhichNothingCanBeStored() {
        assertInstanceOf(Refused.class, done(manager.publish(List.of(WebhookEvent.of("no.such", Map.of())))).get(0));
        assertEquals(List.of(), done(manager.publish(List.of())));
        assertEquals(List.of(), store.claimants, "the store is left alone");
    }

    @Test
    void failsTheStageWhereTheStoreTakesNothing() {
        store.fail(Reason.FULL);
        failed(Reason.FULL, manager.publish(List.of(WebhookEvent.of(ALARM, Map.of()))));
        refused(Reason.FULL, () -> manager.triggerWebhook(ALARM, Map.of()));
    }

    private List<String> receivers() {
        NewEvent last = store.events.get(store.events.size() - 1);
        return last.deliveries().stream().map(delivery -> delivery.webhookId().toString()).toList();
    }

    private int reached(String type) {
        return manager.triggerWebhook(type, Map.of()).deliveryIds().size();
    }
}
