package io.processheat.webhook.spi;

import static io.processheat.webhook.spi.Samples.after;
import static io.processheat.webhook.spi.Samples.failed;
import static io.processheat.webhook.spi.Samples.retrying;
import static io.processheat.webhook.spi.Samples.sent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.Delivery;
import io.processheat.webhook.FailureReason;
import io.processheat.webhook.WebhookStatus;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Chapter of {@link WebhookStoreContract}: a webhook is deactivated or unregistered while its attempts are in flight.
 */
abstract class InFlightContract extends StoreScenario {

    InFlightContract(WebhookStoreContract contract) {
        super(contract);
    }

    @Test
    void endsWhatIsUnfinishedAtDeactivation() {
        StoredWebhook webhook = register();
        List<ClaimedDelivery> deliveries = publishMany(webhook, 3);
        record(sent(deliveries.get(0), clock.now()));
        record(retrying(deliveries.get(1), clock.now(), clock.now()));

        await(store.updateWebhook(webhook.id(), DEACTIVATE));

        assertEquals(WebhookStatus.SENT, delivery(deliveries.get(0)).status());
        assertEnded(deliveries.get(1), FailureReason.DEACTIVATED);
        assertEnded(deliveries.get(2), FailureReason.DEACTIVATED);
    }

    @Test
    void endsWhatIsUnfinishedAtUnregistering() {
        StoredWebhook webhook = register();
        ClaimedDelivery delivery = publishOne(webhook);
        ClaimedDelivery test = publish(Samples.testEvent(webhook.id())).get(0);

        await(store.deleteWebhook(webhook.id()));

        assertEnded(delivery, FailureReason.UNREGISTERED);
        assertEnded(test, FailureReason.UNREGISTERED);
    }

    @Test
    void leavesOtherWebhooksAlone() {
        StoredWebhook ends = register();
        ClaimedDelivery stays = publish(ends.id(), register().id()).get(1);

        await(store.deleteWebhook(ends.id()));

        assertEquals(WebhookStatus.PENDING, delivery(stays).status());
    }

    @Test
    void leavesTestsAloneAtDeactivation() {
        StoredWebhook webhook = register();
        ClaimedDelivery test = publish(Samples.testEvent(webhook.id())).get(0);

        await(store.updateWebhook(webhook.id(), DEACTIVATE));

        assertEquals(WebhookStatus.PENDING, delivery(test).status());
        assertTrue(record(sent(test, clock.now())).applied());
    }

    @Test
    void makesADeliverySentThatSucceededWhileItsWebhookWasDeactivated() {
        StoredWebhook webhook = register();
        ClaimedDelivery delivery = publishOne(webhook);
        await(store.updateWebhook(webhook.id(), DEACTIVATE));

        assertTrue(record(sent(delivery, clock.now())).applied());

        Delivery stored = delivery(delivery);
        assertEquals(WebhookStatus.SENT, stored.status());
        assertEquals(Optional.empty(), stored.reason());
        assertTrue(stored.sentAt().isPresent());
        assertEquals(1, store.delivery(delivery.deliveryId()).orElseThrow().attempts().size());
    }

    @Test
    void makesADeliverySentThatSucceededWhileItsWebhookWasUnregistered() {
        StoredWebhook webhook = register();
        ClaimedDelivery delivery = publishOne(webhook);
        await(store.deleteWebhook(webhook.id()));

        assertTrue(record(sent(delivery, clock.now())).applied());
        assertEquals(WebhookStatus.SENT, delivery(delivery).status());
    }

    @Test
    void keepsAnAttemptThatFailedWhileItsWebhookWasDeactivated() {
        StoredWebhook webhook = register();
        List<ClaimedDelivery> deliveries = publishMany(webhook, 2);
        await(store.updateWebhook(webhook.id(), DEACTIVATE));

        assertFalse(record(retrying(deliveries.get(0), clock.now(), clock.now())).applied());
        assertFalse(record(failed(deliveries.get(1), clock.now())).applied());

        for (ClaimedDelivery delivery : deliveries) {
            assertEnded(delivery, FailureReason.DEACTIVATED);
            assertEquals(1, delivery(delivery).attempt());
            assertEquals(1, store.delivery(delivery.deliveryId()).orElseThrow().attempts().size());
        }
        assertEquals(0, webhook(webhook).webhook().consecutiveFailures());
    }

    @Test
    void keepsSuchAnAttemptOnce() {
        StoredWebhook webhook = register();
        ClaimedDelivery delivery = publishOne(webhook);
        await(store.updateWebhook(webhook.id(), DEACTIVATE));
        record(sent(delivery, clock.now()));

        assertFalse(record(sent(delivery, clock.now())).applied());
        assertFalse(record(sent(after(1, delivery), clock.now())).applied());
        assertEquals(1, delivery(delivery).attempt());
    }

    @Test
    void doesNotReviveWhatWasEndedWhenTheWebhookIsActivatedAgain() {
        StoredWebhook webhook = register();
        ClaimedDelivery inFlight = publishOne(webhook);
        ClaimedDelivery waiting = publishOne(webhook);
        await(store.updateWebhook(webhook.id(), DEACTIVATE));
        await(store.updateWebhook(webhook.id(), ACTIVATE));
        ClaimedDelivery later = publishOne(webhook);

        assertFalse(record(retrying(inFlight, clock.now(), clock.now())).applied());

        assertEnded(inFlight, FailureReason.DEACTIVATED);
        assertEnded(waiting, FailureReason.DEACTIVATED);
        assertEquals(List.of(later.deliveryId()), ids(loadDue(later.lease()).deliveries()));
    }

    private void assertEnded(ClaimedDelivery claimed, FailureReason reason) {
        Delivery delivery = delivery(claimed);
        assertEquals(WebhookStatus.FAILED, delivery.status());
        assertEquals(Optional.of(reason), delivery.reason());
        assertEquals(Optional.empty(), delivery.nextAttemptAt());
    }
}
