package io.processheat.webhook.store.sqlite;

import static java.util.stream.Collectors.toList;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.Delivery;
import io.processheat.webhook.FailureReason;
import io.processheat.webhook.Priority;
import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.spi.ClaimedDelivery;
import io.processheat.webhook.spi.EndedDelivery;
import io.processheat.webhook.spi.Lease;
import io.processheat.webhook.spi.Outcome;
import io.processheat.webhook.spi.RecordResult;
import io.processheat.webhook.spi.Samples;
import io.processheat.webhook.spi.WebhookChange;
import io.processheat.webhook.store.sqlite.DeliveryTable.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** At the quota, with nothing finished left, the least important and oldest is given up for what is new. */
@Timeout(120)
class SheddingTest extends SheddingScenario {

    @Test
    void takesAllEventsWithinTheQuotaAndCountsWhatItSheds() {
        long largest = 0;
        int published = 0;
        while (published * PAYLOAD.length() < 3 * QUOTA) {
            published += publish(Priority.LOW, null, BATCH, webhook).size();
            largest = Math.max(largest, SmallBounds.bytes(folder));
        }

        assertTrue(largest <= QUOTA, largest + " bytes");
        assertEquals(Optional.empty(), store.problem(), "nothing is refused");
        long shed = published - unfinished();
        assertTrue(shed > published / 2, shed + " of " + published);
        assertTrue(unfinished() * PAYLOAD.length() > QUOTA / 2, "no more is shed than has to be");
        String warning = store.warning().orElseThrow();
        assertTrue(warning.startsWith(shed + " deliveries shed since"), warning);
        assertTrue(warning.contains("quota.policy = shed"), warning);
        assertEquals(shed, ended.size());
        assertEquals(0, store.webhook(webhook).orElseThrow().webhook().consecutiveFailures());
    }

    @Test
    void shedsTheLowestPriorityFirstAndOfThatTheOldest() {
        List<UUID> alarms = publish(Priority.HIGH, null, BATCH, webhook);
        // More than what may be shed before somebody looks.
        List<UUID> reports = publish(Priority.MEDIUM, null, 10 * BATCH, webhook);
        List<UUID> rest = publishUntilShed(Priority.LOW, webhook);
        rest.addAll(publish(Priority.LOW, null, BATCH, webhook));

        assertEquals(alarms, pending(alarms));
        assertEquals(reports, pending(reports));
        assertNewestArePending(rest);

        alarms.addAll(publishWhileAnyIsPending(rest, Priority.HIGH));
        assertEquals(alarms, pending(alarms), "those of medium priority go first");
        assertNewestArePending(reports);
        alarms.addAll(publishWhileAnyIsPending(reports, Priority.HIGH));
        alarms.addAll(publish(Priority.HIGH, null, BATCH, webhook));
        assertNewestArePending(alarms);
    }

    @Test
    void whatArrivesIsShedItselfWhereEverythingElseIsMoreImportant() {
        List<UUID> all = publishUntilFull(Priority.HIGH, webhook);
        publish(Priority.LOW, null, BATCH, webhook);
        List<UUID> alarms = pending(all);

        List<UUID> rest = publish(Priority.LOW, null, 5 * BATCH, webhook);

        int gone = alarms.size() - pending(alarms).size();
        assertTrue(gone < BATCH, gone + " alarms had to go for them, which is more than steps of shedding round by");
        assertTrue(pending(rest).size() < BATCH, "at most a few find room");
        UUID lost = lastShed(rest);
        assertShed(delivery(lost));
        assertTrue(dispatcher.deliveries().stream().noneMatch(one -> one.deliveryId().equals(lost)));
    }

    @Test
    void goesByAgeOverAllWebhooks() {
        UUID another = Stores.register(store);
        List<UUID> first = publish(Priority.LOW, null, BATCH, another);
        List<UUID> second = publish(Priority.LOW, null, BATCH, webhook);
        List<UUID> third = publish(Priority.LOW, null, BATCH, another);
        List<UUID> rest = publishUntilShed(Priority.LOW, webhook);
        List<UUID> all = concat(first, second, third, rest);

        for (List<UUID> next : List.of(first, second, third)) {
            assertNewestArePending(all);
            all.addAll(publishWhileAnyIsPending(next, Priority.LOW));
        }
    }

    @Test
    void passesTheTurnOfAKeyOn() {
        UUID holder = publish(Priority.LOW, "furnace-1", 1, webhook).get(0);
        UUID alarm = publish(Priority.HIGH, "furnace-1", 1, webhook).get(0);
        publishUntilShed(Priority.LOW, webhook);

        assertEquals(List.of(), pending(List.of(holder)));
        Stores.awaitThat(() -> available.contains(webhook));
        Lease lease = dispatcher.delivery(holder).lease();
        ClaimedDelivery due = due(lease).get(0);
        assertEquals(alarm, due.deliveryId());
        assertEquals(Optional.of("1"), due.order().gap());
    }

    @Test
    void theKeyGoesOnWhereAWaitingOneIsShed() {
        UUID holder = publish(Priority.HIGH, "furnace-1", 1, webhook).get(0);
        UUID waiting = publish(Priority.LOW, "furnace-1", 1, webhook).get(0);
        UUID alarm = publish(Priority.HIGH, "furnace-1", 1, webhook).get(0);
        publishUntilShed(Priority.LOW, webhook);

        assertEquals(List.of(), pending(List.of(waiting)));
        ClaimedDelivery next = record(Samples.sent(dispatcher.delivery(holder), store.now())).successor();
        assertEquals(alarm, next.deliveryId());
        assertEquals(Optional.of("2"), next.order().gap());
    }

    @Test
    void whatIsUnderWayWhenItIsShedStillCountsAsSent() {
        List<UUID> made = publishUntilShed(Priority.LOW, webhook);
        UUID shed = lastShed(made);
        ClaimedDelivery underWay = dispatcher.delivery(shed);

        assertTrue(ended.contains(new EndedDelivery(webhook, underWay.sequence())), "a dispatcher need not send it");
        Progress retrying = recorded(Samples.retrying(underWay, store.now(), store.now()), false);
        assertEquals(FailureReason.SHED, retrying.reason());
        Progress sent = recorded(Samples.sent(Samples.after(1, underWay), store.now()), true);
        assertEquals(WebhookStatus.SENT, sent.status());
        assertNull(sent.reason());
    }

    /** How its delivery stands then, looked up in the same commit: in the next moment it may be removed to make room. */
    private Progress recorded(Outcome outcome, boolean applied) {
        CompletionStage<List<RecordResult>> results;
        CompletionStage<Progress> stands;
        try (HeldWriter held = new HeldWriter(store)) {
            results = store.record(List.of(outcome), 5);
            stands = store.submit(new Operation<>(transaction -> transaction.tables().deliveries().progress(
                    outcome.delivery().sequence(), transaction.tables().states().get(webhook).row())));
        }
        assertEquals(applied, Stores.await(results).get(0).applied());
        return Stores.await(stands);
    }

    @Test
    void shedsWhatAPausedWebhookHoldsButNoTests() {
        Stores.append(store, Samples.testEvent(webhook), dispatcher);
        List<UUID> first = publish(Priority.LOW, null, BATCH, webhook);
        Stores.await(store.updateWebhook(webhook, new WebhookChange(null, null, null, null, null, true, null)));
        publishUntilShed(Priority.LOW, webhook);

        publishWhileAnyIsPending(first, Priority.LOW);
        assertEquals(1, number("SELECT count(*) FROM deliveries WHERE status = 0 AND test = 1"));
    }

    @Test
    void saysWhenItIsOverAndKeepsTheCount() {
        List<UUID> made = publishUntilShed(Priority.LOW, webhook);
        assertTrue(store.warning().orElseThrow().contains("it goes on"));

        List<UUID> left = pending(made);
        List<UUID> sent = left.subList(0, left.size() / 2);
        Stores.await(store.record(dispatcher.deliveries().stream()
                .filter(delivery -> sent.contains(delivery.deliveryId()))
                .map(delivery -> Samples.sent(delivery, store.now()))
                .toList(), 5));

        Stores.awaitThat(() -> !store.warning().orElseThrow().contains("it goes on"));
        // Upkeep may have shed a few more before there was room.
        assertTrue(store.warning().orElseThrow().startsWith(ended.size() + " "));
        assertTrue(unfinished() > 0);
    }

    @Test
    void goesOnAfterARestartAndStopsWhereThePolicyIsChanged() throws Exception {
        publishUntilFull(Priority.LOW, webhook);
        reopen();
        assertEquals(Optional.empty(), store.warning());
        publishUntilShed(Priority.LOW, webhook);
        assertTrue(SmallBounds.bytes(folder) <= QUOTA);

        store.modified(Map.of("quota.mib", 32, "quota.policy", "refuse", "maintenance.interval.ms", 10));

        Stores.awaitThat(() -> !store.warning().orElseThrow().contains("it goes on"));
    }

    private UUID lastShed(List<UUID> made) {
        List<UUID> recorded = made.stream()
                .filter(id -> store.delivery(id).isPresent())
                .filter(id -> delivery(id).status() == WebhookStatus.FAILED)
                .collect(toList());
        return recorded.get(recorded.size() - 1);
    }

    /** What is pending of these, from the oldest to the newest, is the end of it; what goes before is shed. */
    private void assertNewestArePending(List<UUID> published) {
        List<UUID> pending = pending(published);
        assertFalse(pending.isEmpty());
        int shed = published.size() - pending.size();
        assertTrue(published.subList(shed, published.size()).equals(pending), "the oldest go first");
        for (UUID id : published.subList(0, shed)) {
            store.delivery(id).ifPresent(history -> assertShed(history.delivery()));
        }
    }

    private static void assertShed(Delivery delivery) {
        assertEquals(WebhookStatus.FAILED, delivery.status());
        assertEquals(Optional.of(FailureReason.SHED), delivery.reason());
    }

    @SafeVarargs
    private static List<UUID> concat(List<UUID>... lists) {
        List<UUID> all = new ArrayList<>();
        for (List<UUID> list : lists) {
            all.addAll(list);
        }
        return all;
    }
}
