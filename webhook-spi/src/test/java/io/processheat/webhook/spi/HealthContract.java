package io.processheat.webhook.spi;

import static io.processheat.webhook.spi.Samples.failed;
import static io.processheat.webhook.spi.Samples.retrying;
import static io.processheat.webhook.spi.Samples.sent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.FailureReason;
import io.processheat.webhook.HealthStatus;
import io.processheat.webhook.Webhook;
import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.spi.AppendResult.Stored;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Chapter of {@link WebhookStoreContract}: outcomes decide about a webhook's health. */
abstract class HealthContract extends StoreScenario {

    HealthContract(WebhookStoreContract contract) {
        super(contract);
    }

    @Test
    void countsFailuresInARowAndForgetsThemAfterASuccess() {
        StoredWebhook webhook = register();
        List<ClaimedDelivery> deliveries = publishMany(webhook, 4);

        record(failed(deliveries.get(0), clock.now()));
        record(failed(deliveries.get(1), clock.now()));
        assertEquals(2, webhook(webhook).webhook().consecutiveFailures());

        record(sent(deliveries.get(2), clock.now()));
        assertEquals(0, webhook(webhook).webhook().consecutiveFailures());

        record(failed(deliveries.get(3), clock.now()));
        assertEquals(1, webhook(webhook).webhook().consecutiveFailures());
        assertTrue(webhook(webhook).webhook().active());
    }

    @Test
    void doesNotCountWhatIsTriedAgainNorTests() {
        StoredWebhook webhook = register();
        record(retrying(publishOne(webhook), clock.now(), clock.now()));
        record(failed(publish(Samples.testEvent(webhook.id())).get(0), clock.now(), FailureReason.GONE));

        assertEquals(0, webhook(webhook).webhook().consecutiveFailures());
        assertTrue(webhook(webhook).webhook().active());
    }

    @Test
    void doesNotTakeASuccessfulTestForRecovery() {
        StoredWebhook webhook = register();
        record(failed(publishOne(webhook), clock.now()));

        record(sent(publish(Samples.testEvent(webhook.id())).get(0), clock.now()));

        assertEquals(1, webhook(webhook).webhook().consecutiveFailures());
    }

    @Test
    void deactivatesAWebhookThatFailedTooOften() {
        StoredWebhook webhook = register();
        List<ClaimedDelivery> deliveries = publishMany(webhook, UNHEALTHY_AFTER + 2);
        List<StoredWebhook> heard = new CopyOnWriteArrayList<>();
        store.subscribe(heard::addAll);
        record(retrying(deliveries.get(UNHEALTHY_AFTER), clock.now(), clock.now()));

        List<RecordResult> results = record(deliveries.subList(0, UNHEALTHY_AFTER).stream()
                .map(delivery -> failed(delivery, clock.now()))
                .toList());

        assertEquals(List.of(false, false, true), results.stream().map(RecordResult::becameUnhealthy).toList());
        assertTrue(results.stream().allMatch(RecordResult::applied));
        Webhook now = webhook(webhook).webhook();
        assertFalse(now.active());
        assertEquals(HealthStatus.UNHEALTHY, now.health());
        assertEquals(UNHEALTHY_AFTER, now.consecutiveFailures());
        assertEquals(Optional.of(FailureReason.EXHAUSTED), delivery(deliveries.get(0)).reason());
        assertEquals(Optional.of(FailureReason.DEACTIVATED), delivery(deliveries.get(UNHEALTHY_AFTER)).reason());
        assertEquals(Optional.of(FailureReason.DEACTIVATED), delivery(deliveries.get(UNHEALTHY_AFTER + 1)).reason());
        assertEquals(1, heard.size());
        assertEquals(now, heard.get(0).webhook());
        assertTrue(heard.get(0).version() > webhook.version());
    }

    @Test
    void deactivatesAWebhookThatIsGoneAtOnce() {
        StoredWebhook webhook = register();

        RecordResult result = record(failed(publishOne(webhook), clock.now(), FailureReason.GONE));

        assertEquals(new RecordResult(true, true, null), result);
        assertFalse(webhook(webhook).webhook().active());
        assertEquals(HealthStatus.UNHEALTHY, webhook(webhook).webhook().health());
    }

    @Test
    void becomesUnhealthyOnce() {
        StoredWebhook webhook = register();
        List<ClaimedDelivery> deliveries = publishMany(webhook, 2);

        List<RecordResult> results = record(deliveries.stream()
                .map(delivery -> failed(delivery, clock.now(), FailureReason.GONE))
                .toList());

        assertEquals(List.of(true, false), results.stream().map(RecordResult::becameUnhealthy).toList());
        assertEquals(Optional.of(FailureReason.DEACTIVATED), delivery(deliveries.get(1)).reason());
    }

    @Test
    void givesAnUnhealthyWebhookNothingMoreUntilItIsActivated() {
        StoredWebhook webhook = register();
        record(failed(publishOne(webhook), clock.now(), FailureReason.GONE));
        Stored whileUnhealthy = assertInstanceOf(Stored.class, append(Samples.event(webhook.id())));

        Webhook activated = await(store.updateWebhook(webhook.id(), ACTIVATE)).orElseThrow().webhook();

        assertEquals(List.of(webhook.id()), whileUnhealthy.skippedWebhooks());
        assertTrue(activated.active());
        assertEquals(HealthStatus.HEALTHY, activated.health());
        assertEquals(0, activated.consecutiveFailures());
        assertEquals(WebhookStatus.PENDING, delivery(publishOne(webhook)).status());
        assertEquals(activated, webhook(webhook).webhook());
    }

    @Test
    void changesNoVersionWithFailuresAndSuccessesAlone() {
        StoredWebhook webhook = register();
        List<ClaimedDelivery> deliveries = publishMany(webhook, 2);

        record(failed(deliveries.get(0), clock.now()));
        record(sent(deliveries.get(1), clock.now()));

        assertEquals(webhook.version(), webhook(webhook).version());
    }
}
