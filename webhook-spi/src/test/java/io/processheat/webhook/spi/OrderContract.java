package io.processheat.webhook.spi;

import static io.processheat.webhook.spi.Samples.after;
import static io.processheat.webhook.spi.Samples.expired;
import static io.processheat.webhook.spi.Samples.failed;
import static io.processheat.webhook.spi.Samples.keyed;
import static io.processheat.webhook.spi.Samples.lettingGo;
import static io.processheat.webhook.spi.Samples.retrying;
import static io.processheat.webhook.spi.Samples.sent;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.DeliveryOptions;
import io.processheat.webhook.FailureReason;
import io.processheat.webhook.Priority;
import io.processheat.webhook.WebhookStatus;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Chapter of {@link WebhookStoreContract}: deliveries of one ordering key take turns. */
abstract class OrderContract extends StoreScenario {

    OrderContract(WebhookStoreContract contract) {
        super(contract);
    }

    @Test
    void handsOutOnlyTheOldestOfAKey() {
        StoredWebhook webhook = register();
        List<UUID> made = publishKeyed(webhook, "furnace-1", 3);

        DuePage page = loadDue(dispatcher.delivery(made.get(0)).lease());

        assertEquals(made.subList(0, 1), handedOver());
        assertEquals(made.subList(0, 1), ids(page.deliveries()));
        assertTrue(page.complete());
        assertEquals(OptionalLong.empty(), page.nextDue());
        assertEquals(3, listed(webhook, WebhookStatus.PENDING).size());
    }

    @Test
    void numbersThemPerWebhookAndKey() {
        StoredWebhook one = register();
        StoredWebhook two = register();
        publishKeyed(one, "furnace-1", 2);
        UUID third = publishOne(keyed("furnace-1", one.id()));
        UUID ofTheOtherKey = publishOne(keyed("furnace-2", one.id()));
        UUID ofTheOtherWebhook = publishOne(keyed("furnace-1", two.id()));

        assertEquals(Optional.of(3L), delivery(third).keySequence());
        assertEquals(Optional.of("furnace-1"), delivery(third).orderingKey());
        assertEquals(Optional.of(1L), delivery(ofTheOtherKey).keySequence());
        assertEquals(Optional.of(1L), delivery(ofTheOtherWebhook).keySequence());
        assertEquals(new KeyOrder(1, 0), dispatcher.delivery(ofTheOtherKey).order());
        assertEquals(Optional.empty(), delivery(publishOne(one)).keySequence());
    }

    @Test
    void bringsTheNextWithASuccess() {
        StoredWebhook webhook = register();
        List<UUID> made = publishKeyed(webhook, "furnace-1", 2);
        ClaimedDelivery first = dispatcher.delivery(made.get(0));

        RecordResult result = record(sent(first, clock.now()));

        ClaimedDelivery next = result.successor();
        assertTrue(result.applied());
        assertEquals(made.get(1), next.deliveryId());
        assertEquals(first.lease(), next.lease());
        assertEquals(new KeyOrder(2, 1), next.order());
        assertEquals(Optional.empty(), next.order().gap());
        assertArrayEquals(first.event().payload(), next.event().payload());
        assertEquals(made.subList(1, 2), ids(loadDue(first.lease()).deliveries()));
        assertNull(record(sent(next, clock.now())).successor());
    }

    @Test
    void namesAllThatEndedOtherwiseBeforeIt() {
        StoredWebhook webhook = register();
        List<UUID> made = publishKeyed(webhook, "furnace-1", 4);

        ClaimedDelivery second = record(failed(dispatcher.delivery(made.get(0)), clock.now())).successor();
        ClaimedDelivery third = record(failed(second, clock.now())).successor();
        ClaimedDelivery fourth = record(sent(third, clock.now())).successor();

        assertEquals(Optional.of("1"), second.order().gap());
        assertEquals(Optional.of("1-2"), third.order().gap());
        assertEquals(Optional.empty(), fourth.order().gap(), "the third told it");
    }

    @Test
    void waitsForARetry() {
        StoredWebhook webhook = register();
        List<UUID> made = publishKeyed(webhook, "furnace-1", 2);
        ClaimedDelivery first = dispatcher.delivery(made.get(0));

        RecordResult result = record(retrying(first, clock.now(), clock.now() + 2_000));

        DuePage page = loadDue(first.lease());
        assertNull(result.successor());
        assertEquals(List.of(), page.deliveries());
        assertEquals(OptionalLong.of(clock.now() + 2_000), page.nextDue());
        assertEquals(made.get(1), record(sent(after(1, first), clock.now())).successor().deliveryId());
    }

    @Test
    void doesNotWaitForWhatLetGo() {
        StoredWebhook webhook = register();
        List<UUID> made = publishKeyed(webhook, "furnace-1", 3);
        ClaimedDelivery first = dispatcher.delivery(made.get(0));

        ClaimedDelivery second = record(lettingGo(first, clock.now(), clock.now() + 2_000)).successor();

        assertEquals(made.get(1), second.deliveryId());
        assertEquals(Optional.of("1"), second.order().gap());
        assertNull(record(sent(after(1, first), clock.now())).successor(), "it is not its turn that ended");
        ClaimedDelivery third = record(failed(second, clock.now())).successor();
        assertEquals(new KeyOrder(3, 1), third.order());
    }

    @Test
    void letsANewOneGoAtOnceWhereTheOnlyOneLetGo() {
        StoredWebhook webhook = register();
        ClaimedDelivery first = publish(keyed("furnace-1", webhook.id())).get(0);
        record(lettingGo(first, clock.now(), clock.now() + 2_000));

        ClaimedDelivery second = publish(keyed("furnace-1", webhook.id())).get(0);

        assertEquals(new KeyOrder(2, 0), second.order());
    }

    @Test
    void passesTheTurnOnWhereOneExpires() {
        StoredWebhook webhook = register();
        List<UUID> made = publishKeyed(webhook, "furnace-1", 2);
        ClaimedDelivery first = dispatcher.delivery(made.get(0));

        ClaimedDelivery second = record(expired(first)).successor();

        assertEquals(made.get(1), second.deliveryId());
        assertEquals(WebhookStatus.FAILED, delivery(first).status());
        assertEquals(Optional.of(FailureReason.EXPIRED), delivery(first).reason());
        assertEquals(0, delivery(first).attempt());
        assertEquals(0, webhook(webhook).webhook().consecutiveFailures());
    }

    @Test
    void keepsNobodyElseWaiting() {
        StoredWebhook webhook = register();
        UUID holder = publishKeyed(webhook, "furnace-1", 2).get(0);
        UUID ofAnotherKey = publishOne(keyed("furnace-2", webhook.id()));
        UUID withoutAKey = publishOne(webhook).deliveryId();

        List<ClaimedDelivery> due =
                loadDue(dispatcher.delivery(holder).lease()).deliveries();

        assertEquals(List.of(holder, ofAnotherKey, withoutAKey), ids(due));
        assertNull(due.get(2).order());
    }

    @Test
    void waitsWhateverThePriority() {
        StoredWebhook webhook = register();
        UUID first = publishOne(keyed("furnace-1", webhook.id()));
        EventTerms important = new EventTerms(Priority.HIGH, "furnace-1", EventTerms.NEVER);
        UUID second = publishOne(Samples.event(Samples.TYPE, important, webhook.id()));

        assertEquals(List.of(first), ids(loadDue(dispatcher.delivery(first).lease()).deliveries()));
        ClaimedDelivery next = record(sent(dispatcher.delivery(first), clock.now())).successor();
        assertEquals(second, next.deliveryId());
        assertEquals(Priority.HIGH, next.priority());
    }

    @Test
    void bringsNobodyWhereAnOutcomeIsRefusedOrRepeated() {
        StoredWebhook webhook = register();
        List<UUID> made = publishKeyed(webhook, "furnace-1", 3);
        ClaimedDelivery first = dispatcher.delivery(made.get(0));
        Outcome outcome = sent(first, clock.now());
        record(outcome);

        RecordResult again = record(outcome);

        assertFalse(again.applied());
        assertNull(again.successor());
        assertEquals(made.subList(1, 2), ids(loadDue(first.lease()).deliveries()));
    }

    @Test
    void doesNotOrderWhereTheWebhookDoesNotWantIt() {
        StoredWebhook webhook = change(register(), DeliveryOptions.NONE.withOrdered(false));

        List<UUID> made = publishKeyed(webhook, "furnace-1", 2);

        assertEquals(made, handedOver());
        assertNull(dispatcher.delivery(made.get(0)).order());
        assertEquals(Optional.empty(), delivery(made.get(0)).keySequence());
        assertEquals(Optional.of("furnace-1"), delivery(made.get(0)).orderingKey());
    }

    @Test
    void keepsTheOrderOfWhatWasStoredBeforeTheWebhookGaveItUp() {
        StoredWebhook webhook = register();
        List<UUID> before = publishKeyed(webhook, "furnace-1", 2);
        change(webhook, DeliveryOptions.NONE.withOrdered(false));
        UUID after = publishOne(keyed("furnace-1", webhook.id()));

        ClaimedDelivery first = dispatcher.delivery(before.get(0));

        assertEquals(List.of(before.get(0), after), ids(loadDue(first.lease()).deliveries()));
        assertEquals(before.get(1), record(sent(first, clock.now())).successor().deliveryId());
    }

    @Test
    void leavesTestsOutOfIt() {
        StoredWebhook webhook = register();
        publishKeyed(webhook, "furnace-1", 2);

        ClaimedDelivery test = publish(Samples.testEvent(webhook.id())).get(0);

        assertNull(test.order());
    }
}
