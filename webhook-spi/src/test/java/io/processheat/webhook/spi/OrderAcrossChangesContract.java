package io.processheat.webhook.spi;

import static io.processheat.webhook.spi.Samples.failed;
import static io.processheat.webhook.spi.Samples.keyed;
import static io.processheat.webhook.spi.Samples.sent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.FailureReason;
import io.processheat.webhook.WebhookStatus;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Chapter of {@link WebhookStoreContract}: order per key over restarts, owners, deactivation. */
abstract class OrderAcrossChangesContract extends StoreScenario {

    private static final String KEY = "furnace-1";

    OrderAcrossChangesContract(WebhookStoreContract contract) {
        super(contract);
    }

    @Test
    void goesOnAfterARestart() {
        StoredWebhook webhook = register();
        List<UUID> made = publishKeyed(webhook, KEY, 4);
        ClaimedDelivery second = record(failed(dispatcher.delivery(made.get(0)), clock.now())).successor();
        assertEquals(made.get(1), second.deliveryId());
        reopen();

        Lease lease = claim(dispatcher, webhook);
        UUID fifth = publishOne(keyed(KEY, webhook.id()));
        ClaimedDelivery reloaded = onlyDue(lease);
        ClaimedDelivery third = record(sent(reloaded, clock.now())).successor();

        assertEquals(made.get(1), reloaded.deliveryId());
        assertEquals(new KeyOrder(2, 0), reloaded.order());
        assertEquals(made.get(2), third.deliveryId());
        assertEquals(new KeyOrder(3, 2), third.order());
        assertEquals(Optional.of(5L), delivery(fifth).keySequence());
    }

    @Test
    void goesOnWithAnotherOwner() {
        StoredWebhook webhook = register();
        List<UUID> made = publishKeyed(webhook, KEY, 3);
        ClaimedDelivery first = dispatcher.delivery(made.get(0));
        clock.advance(LEASE.plusMillis(1));
        Lease lease = claim(otherDispatcher, webhook);

        ClaimedDelivery taken = onlyDue(lease);
        RecordResult late = record(sent(first, clock.now()));
        ClaimedDelivery next = record(sent(taken, clock.now())).successor();

        assertFalse(late.applied());
        assertNull(late.successor());
        assertEquals(made.get(0), taken.deliveryId());
        assertEquals(made.get(1), next.deliveryId());
        assertEquals(lease, next.lease());
    }

    @Test
    void queuesBehindTheOwnersWhatAnotherNodePublishes() {
        StoredWebhook webhook = register();
        ClaimedDelivery first = publish(keyed(KEY, webhook.id())).get(0);
        NewEvent elsewhere = keyed(KEY, webhook.id());
        await(store.append(List.of(elsewhere), otherDispatcher));

        ClaimedDelivery second = record(sent(first, clock.now())).successor();

        assertEquals(elsewhere.deliveries().get(0).deliveryId(), second.deliveryId());
        assertEquals(new KeyOrder(2, 1), second.order());
        assertEquals(List.of(), otherDispatcher.deliveries());
    }

    @Test
    void endsThoseThatWaitWithTheWebhook() {
        StoredWebhook webhook = register();
        List<UUID> made = publishKeyed(webhook, KEY, 3);

        await(store.updateWebhook(webhook.id(), DEACTIVATE));

        awaitEnded(webhook);
        for (UUID id : made) {
            assertEquals(Optional.of(FailureReason.DEACTIVATED), delivery(id).reason());
            assertEquals(Optional.empty(), delivery(id).nextAttemptAt());
        }
    }

    @Test
    void startsAnewAfterADeactivation() {
        StoredWebhook webhook = register();
        List<UUID> made = publishKeyed(webhook, KEY, 3);
        CompletionStage<?> deactivated = store.updateWebhook(webhook.id(), DEACTIVATE);
        await(store.updateWebhook(webhook.id(), ACTIVATE));
        await(deactivated);

        List<UUID> later = publishKeyed(webhook, KEY, 2);

        ClaimedDelivery fourth = dispatcher.delivery(later.get(0));
        assertEquals(new KeyOrder(4, 0), fourth.order());
        assertEquals(Optional.of("1-3"), fourth.order().gap());
        assertFalse(handedOver().contains(later.get(1)));
        ClaimedDelivery inFlight = dispatcher.delivery(made.get(0));
        RecordResult late = record(failed(inFlight, clock.now()));
        assertNull(late.successor(), "what ended before holds no key");
        assertEquals(later.get(1), record(sent(fourth, clock.now())).successor().deliveryId());
    }

    @Test
    void hearsOfALateSuccess() {
        StoredWebhook webhook = register();
        ClaimedDelivery inFlight = publish(keyed(KEY, webhook.id())).get(0);
        await(store.updateWebhook(webhook.id(), DEACTIVATE));
        await(store.updateWebhook(webhook.id(), ACTIVATE));

        assertTrue(record(sent(inFlight, clock.now())).applied());

        ClaimedDelivery second = publish(keyed(KEY, webhook.id())).get(0);
        assertEquals(new KeyOrder(2, 1), second.order());
    }

    @Test
    void bringsNobodyWhereTheOutcomeEndsTheWebhook() {
        StoredWebhook webhook = register();
        List<UUID> made = publishKeyed(webhook, KEY, 2);

        RecordResult result = record(failed(dispatcher.delivery(made.get(0)), clock.now(), FailureReason.GONE));

        assertTrue(result.becameUnhealthy());
        assertNull(result.successor());
        awaitEnded(webhook);
        assertEquals(Optional.of(FailureReason.DEACTIVATED), delivery(made.get(1)).reason());
    }

    @Test
    void keepsTheOrderOfManyKeysAtATime() {
        StoredWebhook webhook = register();
        int keys = 50;
        int each = 4;
        for (int number = 0; number < each; number++) {
            for (int key = 0; key < keys; key++) {
                publishOne(keyed("key-" + key, webhook.id()));
            }
        }
        Lease lease = dispatcher.deliveries().get(0).lease();

        for (int number = 1; number <= each; number++) {
            List<ClaimedDelivery> round = loadDue(lease).deliveries();
            assertEquals(keys, round.size());
            for (ClaimedDelivery delivery : round) {
                assertEquals(new KeyOrder(number, number - 1), delivery.order());
            }
            record(round.stream().map(delivery -> sent(delivery, clock.now())).toList());
        }
        assertEquals(List.of(), listed(webhook, WebhookStatus.PENDING));
    }

    /** The rows of a short backlog end with the commit. */
    private void awaitEnded(StoredWebhook webhook) {
        await(store.renew(dispatcher.node(), LEASE));
        assertEquals(List.of(), listed(webhook, WebhookStatus.PENDING));
    }
}
