package io.processheat.webhook.spi;

import static io.processheat.webhook.spi.Samples.failed;
import static io.processheat.webhook.spi.Samples.retrying;
import static io.processheat.webhook.spi.Samples.sent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.DeliveryHistory;
import io.processheat.webhook.WebhookException.Reason;
import io.processheat.webhook.spi.AppendResult.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Chapter of {@link WebhookStoreContract}: the store is closed and opened again. */
abstract class LifecycleContract extends StoreScenario {

    LifecycleContract(WebhookStoreContract contract) {
        super(contract);
    }

    @Test
    void keepsEverythingOverARestart() {
        StoredWebhook webhook = register();
        StoredWebhook gone = register();
        List<ClaimedDelivery> made = publishMany(webhook, 4);
        record(sent(made.get(0), clock.now()));
        record(failed(made.get(1), clock.now()));
        record(retrying(made.get(2), clock.now(), clock.now() + 5_000));
        await(store.deleteWebhook(gone.id()));
        List<DeliveryHistory> before = histories(made);
        StoredWebhook webhookBefore = webhook(webhook);

        reopen();

        assertEquals(before, histories(made));
        assertEquals(webhookBefore.webhook(), webhook(webhook).webhook());
        assertEquals(webhookBefore.version(), webhook(webhook).version());
        assertTrue(webhook(gone).deleted());
        assertEquals(2, store.changesSince(0).size());
    }

    @Test
    void goesOnWhereItStoppedAfterARestart() {
        StoredWebhook webhook = register();
        List<ClaimedDelivery> made = publishMany(webhook, 2);
        record(retrying(made.get(0), clock.now(), clock.now() + 5_000));
        await(store.release(dispatcher.node(), List.of()));
        reopen();

        Lease lease = claim(dispatcher, webhook);
        DuePage page = loadDue(lease);

        assertEquals(ids(made.subList(1, 2)), ids(page.deliveries()));
        assertEquals(clock.now() + 5_000, page.nextDue().orElseThrow());
        assertTrue(record(sent(page.deliveries().get(0), clock.now())).applied());
        assertTrue(publishOne(webhook).sequence() > made.get(1).sequence());
        assertTrue(register().version() > webhook.version());
    }

    @Test
    void recognisesRepeatedEventsOverARestart() {
        StoredWebhook webhook = register();
        Stored first = assertInstanceOf(Stored.class, append(Samples.event("boiler-3", "{}", webhook.id())));
        reopen();

        Stored again = assertInstanceOf(Stored.class, append(Samples.event("boiler-3", "{}", webhook.id())));

        assertTrue(again.repeated());
        assertEquals(first.deliveryIds(), again.deliveryIds());
    }

    @Test
    void completesEverythingWhenItCloses() {
        StoredWebhook webhook = register();
        List<CompletableFuture<List<AppendResult>>> appends = new ArrayList<>();
        for (int number = 0; number < 500; number++) {
            appends.add(store.append(List.of(Samples.event(webhook.id())), dispatcher).toCompletableFuture());
        }

        reopen();

        assertTrue(appends.stream().allMatch(CompletableFuture::isDone));
        for (CompletableFuture<List<AppendResult>> append : appends) {
            Stored stored = assertInstanceOf(Stored.class, append.join().get(0));
            assertTrue(store.delivery(stored.deliveryIds().get(0)).isPresent());
        }
    }

    @Test
    void isUnavailableOnceClosed() {
        StoredWebhook webhook = register();
        WebhookStore closed = store;
        reopen();

        assertEquals(
                Reason.UNAVAILABLE,
                failure(closed.append(List.of(Samples.event(webhook.id())), null)).reason());
        assertEquals(Reason.UNAVAILABLE, failure(closed.deleteWebhook(webhook.id())).reason());
        assertTrue(store.webhook(webhook.id()).isPresent());
    }

    private List<DeliveryHistory> histories(List<ClaimedDelivery> deliveries) {
        return deliveries.stream()
                .map(delivery -> store.delivery(delivery.deliveryId()))
                .flatMap(Optional::stream)
                .toList();
    }
}
