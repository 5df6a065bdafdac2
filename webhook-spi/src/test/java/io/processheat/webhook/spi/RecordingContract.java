package io.processheat.webhook.spi;

import static io.processheat.webhook.spi.Samples.after;
import static io.processheat.webhook.spi.Samples.attempt;
import static io.processheat.webhook.spi.Samples.failed;
import static io.processheat.webhook.spi.Samples.retrying;
import static io.processheat.webhook.spi.Samples.sent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.Attempt;
import io.processheat.webhook.Delivery;
import io.processheat.webhook.DeliveryHistory;
import io.processheat.webhook.FailureReason;
import io.processheat.webhook.WebhookStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Chapter of {@link WebhookStoreContract}: attempts are recorded, each once. */
abstract class RecordingContract extends StoreScenario {

    RecordingContract(WebhookStoreContract contract) {
        super(contract);
    }

    @Test
    void recordsASuccess() {
        StoredWebhook webhook = register();
        ClaimedDelivery delivery = publishOne(webhook);
        Outcome outcome = sent(delivery, clock.now());

        assertEquals(new RecordResult(true, false, null), record(outcome));

        DeliveryHistory history = store.delivery(delivery.deliveryId()).orElseThrow();
        Instant sentAt = outcome.attempt().startedAt().plus(outcome.attempt().duration());
        assertEquals(WebhookStatus.SENT, history.delivery().status());
        assertEquals(Optional.empty(), history.delivery().reason());
        assertEquals(1, history.delivery().attempt());
        assertEquals(Optional.of(200), history.delivery().httpStatus());
        assertEquals(Optional.empty(), history.delivery().errorMessage());
        assertEquals(Optional.of(sentAt), history.delivery().sentAt());
        assertEquals(Optional.empty(), history.delivery().nextAttemptAt());
        assertEquals(List.of(outcome.attempt()), history.attempts());
        assertEquals(Optional.of(sentAt), webhook(webhook).webhook().lastTriggeredAt());
    }

    @Test
    void recordsAFailureThatIsTriedAgain() {
        StoredWebhook webhook = register();
        ClaimedDelivery delivery = publishOne(webhook);

        assertTrue(record(retrying(delivery, clock.now(), clock.now() + 2_000)).applied());

        Delivery stored = delivery(delivery);
        assertEquals(WebhookStatus.RETRYING, stored.status());
        assertEquals(1, stored.attempt());
        assertEquals(Optional.of(503), stored.httpStatus());
        assertEquals(Optional.of("HTTP 503"), stored.errorMessage());
        assertEquals(Optional.of(Instant.ofEpochMilli(clock.now() + 2_000)), stored.nextAttemptAt());
        assertEquals(Optional.empty(), stored.sentAt());
        assertEquals(Optional.empty(), webhook(webhook).webhook().lastTriggeredAt());
    }

    @Test
    void recordsAFinalFailure() {
        ClaimedDelivery delivery = publishOne(register());

        assertTrue(record(failed(delivery, clock.now())).applied());

        Delivery stored = delivery(delivery);
        assertEquals(WebhookStatus.FAILED, stored.status());
        assertEquals(Optional.of(FailureReason.EXHAUSTED), stored.reason());
        assertEquals(Optional.empty(), stored.nextAttemptAt());
    }

    @Test
    void keepsTheLastHttpStatusAndTheLastError() {
        ClaimedDelivery delivery = publishOne(register());
        record(retrying(delivery, clock.now(), clock.now()));
        Attempt refused = attempt(
                after(1, delivery), clock.now(), Optional.empty(), Optional.of("connection refused"), "");

        record(new Outcome(after(1, delivery), refused, WebhookStatus.RETRYING, null, clock.now(), true, true));

        DeliveryHistory history = store.delivery(delivery.deliveryId()).orElseThrow();
        assertEquals(Optional.of(503), history.delivery().httpStatus());
        assertEquals(Optional.of("connection refused"), history.delivery().errorMessage());
        assertEquals(List.of(1, 2), history.attempts().stream().map(Attempt::number).toList());
        assertEquals(refused, history.attempts().get(1));
    }

    @Test
    void recordsAnAttemptOnce() {
        ClaimedDelivery delivery = publishOne(register());
        record(retrying(delivery, clock.now(), clock.now()));

        assertEquals(new RecordResult(false, false, null), record(sent(delivery, clock.now())));
        assertEquals(WebhookStatus.RETRYING, delivery(delivery).status());
        assertEquals(1, store.delivery(delivery.deliveryId()).orElseThrow().attempts().size());
    }

    @Test
    void refusesAnAttemptThatLeavesOneOut() {
        ClaimedDelivery delivery = publishOne(register());

        assertEquals(new RecordResult(false, false, null), record(sent(after(1, delivery), clock.now())));
        assertEquals(0, delivery(delivery).attempt());
    }

    @Test
    void refusesAnAttemptOfAFinishedDelivery() {
        ClaimedDelivery delivery = publishOne(register());
        record(sent(delivery, clock.now()));

        assertEquals(new RecordResult(false, false, null), record(failed(after(1, delivery), clock.now())));
        assertEquals(WebhookStatus.SENT, delivery(delivery).status());
        assertEquals(1, delivery(delivery).attempt());
    }

    @Test
    void answersForEachOutcomeAndKeepsTheNeighboursOfARefusedOne() {
        List<ClaimedDelivery> deliveries = publishMany(register(), 3);
        record(sent(deliveries.get(1), clock.now()));

        List<RecordResult> results = record(List.of(
                sent(deliveries.get(0), clock.now()),
                sent(deliveries.get(1), clock.now()),
                retrying(deliveries.get(2), clock.now(), clock.now())));

        assertEquals(List.of(true, false, true), results.stream().map(RecordResult::applied).toList());
        assertEquals(WebhookStatus.SENT, delivery(deliveries.get(0)).status());
        assertEquals(WebhookStatus.RETRYING, delivery(deliveries.get(2)).status());
    }

    @Test
    void recordsSeveralAttemptsOfADeliveryInOneBatch() {
        ClaimedDelivery delivery = publishOne(register());

        List<RecordResult> results =
                record(List.of(retrying(delivery, clock.now(), clock.now()), sent(after(1, delivery), clock.now())));

        assertEquals(List.of(true, true), results.stream().map(RecordResult::applied).toList());
        assertEquals(WebhookStatus.SENT, delivery(delivery).status());
        assertEquals(2, delivery(delivery).attempt());
    }
}
