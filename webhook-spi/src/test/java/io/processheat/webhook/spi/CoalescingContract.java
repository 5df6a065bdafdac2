package io.processheat.webhook.spi;

import static io.processheat.webhook.spi.Samples.TYPE;
import static io.processheat.webhook.spi.Samples.failed;
import static io.processheat.webhook.spi.Samples.keyed;
import static io.processheat.webhook.spi.Samples.retrying;
import static io.processheat.webhook.spi.Samples.sent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.DeliveryOptions;
import io.processheat.webhook.FailureReason;
import io.processheat.webhook.Priority;
import io.processheat.webhook.WebhookStatus;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Chapter of {@link WebhookStoreContract}: of a coalesced type, only the newest undelivered event of a key is delivered. */
abstract class CoalescingContract extends StoreScenario {

    private static final String KEY = "furnace-1";
    private static final DeliveryOptions COALESCE = DeliveryOptions.NONE.withCoalesce(Set.of(TYPE));

    CoalescingContract(WebhookStoreContract contract) {
        super(contract);
    }

    @Test
    void endsTheOneBefore() {
        StoredWebhook webhook = change(register(), COALESCE);
        List<UUID> made = publishKeyed(webhook, KEY, 3);

        assertSuperseded(made.get(0));
        assertSuperseded(made.get(1));
        ClaimedDelivery newest = onlyDue(dispatcher.delivery(made.get(0)).lease());
        assertEquals(made.get(2), newest.deliveryId());
        assertEquals(Optional.of("1-2"), newest.order().gap());
        assertEquals(0, webhook(webhook).webhook().consecutiveFailures());
    }

    @Test
    void namesTheOneThatADispatcherMayHave() {
        StoredWebhook webhook = change(register(), COALESCE);
        List<UUID> made = publishKeyed(webhook, KEY, 2);

        assertEquals(made, handedOver());
        assertEquals(
                dispatcher.delivery(made.get(0)).sequence(),
                dispatcher.delivery(made.get(1)).supersedes());
    }

    @Test
    void worksWithoutOrderToo() {
        StoredWebhook webhook = change(register(), COALESCE.withOrdered(false));
        UUID first = publishOne(keyed(KEY, webhook.id()));
        ClaimedDelivery retried = dispatcher.delivery(first);
        record(retrying(retried, clock.now(), clock.now() + 2_000));

        ClaimedDelivery second = publish(keyed(KEY, webhook.id())).get(0);

        assertSuperseded(first);
        assertEquals(retried.sequence(), second.supersedes());
        assertEquals(null, second.order());
    }

    @Test
    void leavesOtherKeysTypesAndWebhooksAlone() {
        StoredWebhook webhook = change(register(), COALESCE);
        StoredWebhook plain = register();
        publishOne(keyed(KEY, webhook.id()));
        EventTerms sameKey = new EventTerms(Priority.LOW, KEY, EventTerms.NEVER);
        publishOne(Samples.event("calculation.completed", sameKey, webhook.id()));
        publishOne(keyed("furnace-2", webhook.id()));
        publishOne(webhook);
        publishOne(webhook);
        publishKeyed(plain, KEY, 2);

        assertEquals(5, listed(webhook, WebhookStatus.PENDING).size());
        assertEquals(2, listed(plain, WebhookStatus.PENDING).size());
    }

    @Test
    void leavesWhatWasDelivered() {
        StoredWebhook webhook = change(register(), COALESCE);
        UUID first = publishOne(keyed(KEY, webhook.id()));
        record(sent(dispatcher.delivery(first), clock.now()));

        ClaimedDelivery second = publish(keyed(KEY, webhook.id())).get(0);

        assertEquals(WebhookStatus.SENT, delivery(first).status());
        assertEquals(0, second.supersedes());
        assertEquals(new KeyOrder(2, 1), second.order());
    }

    @Test
    void recordsALateSuccessOfTheOneThatWasInFlight() {
        StoredWebhook webhook = change(register(), COALESCE);
        List<UUID> made = publishKeyed(webhook, KEY, 2);
        ClaimedDelivery inFlight = dispatcher.delivery(made.get(0));

        RecordResult failure = record(failed(inFlight, clock.now()));
        UUID third = publishOne(keyed(KEY, webhook.id()));
        RecordResult success = record(sent(dispatcher.delivery(made.get(1)), clock.now()));

        assertFalse(failure.applied());
        assertSuperseded(made.get(0));
        assertEquals(1, delivery(made.get(0)).attempt(), "the attempt is kept");
        assertTrue(success.applied());
        assertEquals(WebhookStatus.SENT, delivery(made.get(1)).status());
        assertEquals(null, success.successor(), "the third has the turn already");
        assertEquals(third, onlyDue(inFlight.lease()).deliveryId());
        assertEquals(Optional.empty(), onlyDue(inFlight.lease()).order().gap());
    }

    @Test
    void givesTheTurnToWhoWaitedLonger() {
        StoredWebhook webhook = change(register(), COALESCE);
        UUID replaced = publishOne(keyed(KEY, webhook.id()));
        EventTerms sameKey = new EventTerms(Priority.LOW, KEY, EventTerms.NEVER);
        UUID waiting = publishOne(Samples.event("calculation.completed", sameKey, webhook.id()));

        UUID newest = publishOne(keyed(KEY, webhook.id()));

        assertEquals(List.of(replaced, waiting), handedOver());
        ClaimedDelivery next = dispatcher.delivery(waiting);
        assertEquals(dispatcher.delivery(replaced).sequence(), next.supersedes());
        assertEquals(new KeyOrder(2, 0), next.order());
        assertEquals(newest, record(sent(next, clock.now())).successor().deliveryId());
    }

    @Test
    void replacesOneThatWaits() {
        StoredWebhook webhook = change(register(), COALESCE);
        EventTerms sameKey = new EventTerms(Priority.LOW, KEY, EventTerms.NEVER);
        UUID holder = publishOne(Samples.event("calculation.completed", sameKey, webhook.id()));
        List<UUID> made = publishKeyed(webhook, KEY, 2);

        assertSuperseded(made.get(0));
        ClaimedDelivery next = record(sent(dispatcher.delivery(holder), clock.now())).successor();
        assertEquals(made.get(1), next.deliveryId());
        assertEquals(Optional.of("2"), next.order().gap());
    }

    @Test
    void handsOverOnlyTheNewestOfABatch() {
        StoredWebhook webhook = change(register(), COALESCE);
        List<NewEvent> batch = List.of(keyed(KEY, webhook.id()), keyed(KEY, webhook.id()), keyed(KEY, webhook.id()));

        await(store.append(batch, dispatcher));
        await(store.renew(dispatcher.node(), LEASE));

        assertEquals(List.of(batch.get(2).deliveries().get(0).deliveryId()), handedOver());
    }

    @Test
    void goesOnAfterARestart() {
        StoredWebhook webhook = change(register(), COALESCE);
        UUID first = publishOne(keyed(KEY, webhook.id()));
        reopen();

        publishOne(keyed(KEY, webhook.id()));

        assertSuperseded(first);
    }

    private void assertSuperseded(UUID id) {
        assertEquals(WebhookStatus.FAILED, delivery(id).status());
        assertEquals(Optional.of(FailureReason.SUPERSEDED), delivery(id).reason());
    }
}
