package io.processheat.webhook.spi;

import static io.processheat.webhook.spi.Samples.failed;
import static io.processheat.webhook.spi.Samples.keyed;
import static io.processheat.webhook.spi.Samples.sent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.Delivery;
import io.processheat.webhook.DeliveryOptions;
import io.processheat.webhook.FailureReason;
import io.processheat.webhook.Priority;
import io.processheat.webhook.Redelivery;
import io.processheat.webhook.WebhookException.Reason;
import io.processheat.webhook.WebhookStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Chapter of {@link WebhookStoreContract}: finished deliveries are repeated. */
abstract class RedeliveryContract extends StoreScenario {

    static final int ALL = 1_000;

    RedeliveryContract(WebhookStoreContract contract) {
        super(contract);
    }

    @Test
    void repeatsAFinishedDelivery() {
        StoredWebhook webhook = register();
        EventTerms terms = new EventTerms(Priority.HIGH, null, clock.now() + 60_000);
        ClaimedDelivery original = publish(Samples.event(Samples.TYPE, terms, webhook.id())).get(0);
        record(sent(original, clock.now()));
        UUID replayId = UUID.randomUUID();

        Delivery replay = await(store.replay(original.deliveryId(), replayId)).orElseThrow();

        assertEquals(replayId.toString(), replay.id());
        assertEquals(Optional.of(original.deliveryId().toString()), replay.replayOf());
        assertEquals(original.event().eventId(), replay.eventId());
        assertEquals(WebhookStatus.PENDING, replay.status());
        assertEquals(Priority.HIGH, replay.priority());
        assertEquals(delivery(original).expiresAt(), replay.expiresAt());
        assertTrue(replay.sequence() > original.sequence());
        ClaimedDelivery due = onlyDue(original.lease());
        assertEquals(replayId, due.deliveryId());
        assertTrue(record(sent(due, clock.now())).applied());
        assertEquals(WebhookStatus.SENT, delivery(replayId).status());
    }

    @Test
    void saysWhyADeliveryCannotBeRepeated() {
        StoredWebhook webhook = register();
        ClaimedDelivery unfinished = publishOne(webhook);
        ClaimedDelivery finished = publishOne(webhook);
        record(sent(finished, clock.now()));

        assertEquals(Optional.empty(), await(store.replay(UUID.randomUUID(), UUID.randomUUID())));
        assertConflict(unfinished);
        await(store.updateWebhook(webhook.id(), DEACTIVATE));
        assertConflict(finished);
        assertEquals(Reason.CONFLICT, failure(store.replayFailed(webhook.id(), 0, Long.MAX_VALUE, null, ALL,
                UUID::randomUUID)).reason());
        await(store.deleteWebhook(webhook.id()));
        assertConflict(finished);
        assertEquals(Optional.empty(), await(store.replayFailed(webhook.id(), 0, Long.MAX_VALUE, null, ALL,
                UUID::randomUUID)));
    }

    @Test
    void tellsThatThereIsSomethingToLoad() {
        StoredWebhook webhook = register();
        ClaimedDelivery original = publishOne(webhook);
        record(failed(original, clock.now()));
        Set<UUID> told = new HashSet<>();
        int handedOver = handedOver().size();
        try (WebhookStore.Subscription subscription = store.subscribe(new Hints(told))) {
            await(store.replay(original.deliveryId(), UUID.randomUUID()));
            assertEquals(Set.of(webhook.id()), told);
        }
        assertEquals(handedOver, handedOver().size(), "handed to nobody");
    }

    @Test
    void givesAReplayTheNumberOfItsOriginalAndAPlaceBehindTheOthers() {
        StoredWebhook webhook = register();
        List<UUID> made = publishKeyed(webhook, "furnace-1", 3);
        ClaimedDelivery second = record(failed(dispatcher.delivery(made.get(0)), clock.now())).successor();
        UUID replay = UUID.randomUUID();

        Delivery shown = await(store.replay(made.get(0), replay)).orElseThrow();
        ClaimedDelivery third = record(failed(second, clock.now())).successor();
        ClaimedDelivery repeated = record(sent(third, clock.now())).successor();
        ClaimedDelivery fourth = publishAfter(repeated);

        assertEquals(Optional.of(1L), shown.keySequence());
        assertEquals(Optional.of("1-2"), third.order().gap());
        assertEquals(replay, repeated.deliveryId());
        assertEquals(new KeyOrder(1, 3), repeated.order());
        assertEquals(Optional.empty(), repeated.order().gap());
        assertEquals(new KeyOrder(4, 3), fourth.order(), "a replay takes no new number");
    }

    private ClaimedDelivery publishAfter(ClaimedDelivery holder) {
        publishOne(keyed("furnace-1", holder.webhookId()));
        return record(sent(holder, clock.now())).successor();
    }

    @Test
    void repeatsAllThatFailedOnce() {
        StoredWebhook webhook = register();
        List<ClaimedDelivery> made = publishMany(webhook, 5);
        record(failed(made.get(0), clock.now()));
        record(sent(made.get(1), clock.now()));
        record(failed(made.get(2), clock.now()));
        await(store.replay(made.get(2).deliveryId(), UUID.randomUUID()));
        ClaimedDelivery test = publish(Samples.testEvent(webhook.id())).get(0);
        record(failed(test, clock.now()));

        Redelivery first = replayFailed(webhook, 0, Long.MAX_VALUE, null, ALL);
        Redelivery again = replayFailed(webhook, 0, Long.MAX_VALUE, null, ALL);

        assertEquals(new Redelivery(1, Optional.empty()), first);
        assertEquals(new Redelivery(0, Optional.empty()), again);
        assertEquals(1, replaysOf(made.get(0)).size());
        assertEquals(1, replaysOf(made.get(2)).size());
        assertEquals(List.of(), replaysOf(test));
    }

    @Test
    void repeatsAReplayThatFailed() {
        StoredWebhook webhook = register();
        ClaimedDelivery made = publishOne(webhook);
        record(failed(made, clock.now()));
        replayFailed(webhook, 0, Long.MAX_VALUE, null, ALL);
        ClaimedDelivery replay = onlyDue(made.lease());
        record(failed(replay, clock.now()));

        assertEquals(1, replayFailed(webhook, 0, Long.MAX_VALUE, null, ALL).created());

        assertEquals(
                Optional.of(replay.deliveryId().toString()),
                delivery(onlyDue(made.lease()).deliveryId()).replayOf());
    }

    @Test
    void repeatsInPagesOldestFirstWithoutACap() {
        StoredWebhook webhook = register();
        List<ClaimedDelivery> made = new ArrayList<>();
        for (int number = 0; number < 7; number++) {
            Priority priority = Priority.values()[number % 3];
            made.addAll(publish(Samples.event(
                    Samples.TYPE, new EventTerms(priority, null, EventTerms.NEVER), webhook.id())));
            await(store.record(List.of(failed(made.get(number), clock.now())), ALL));
        }
        List<Integer> created = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Redelivery page = replayFailed(webhook, 0, Long.MAX_VALUE, cursor.orElse(null), 3);
            created.add(page.created());
            cursor = page.nextCursor();
        } while (cursor.isPresent());

        assertEquals(7, created.stream().mapToInt(Integer::intValue).sum());
        assertTrue(created.stream().allMatch(count -> count <= 3));
        assertEquals(
                reversed(made).stream().map(delivery -> delivery.deliveryId().toString()).toList(),
                listed(webhook, WebhookStatus.PENDING).stream()
                        .map(delivery -> delivery.replayOf().orElseThrow())
                        .toList());
    }

    @Test
    void keepsToTheSpanOfTimeAlsoWhereTheClockWasSetBack() {
        StoredWebhook webhook = register();
        long start = clock.now();
        List<ClaimedDelivery> made = new ArrayList<>();
        for (long offset : List.of(0L, 10_000L, 20_000L, -30_000L, 10_000L, 40_000L, 5_000L)) {
            clock.advance(Duration.ofMillis(start + offset - clock.now()));
            await(store.renew(dispatcher.node(), Duration.ofDays(1)));
            ClaimedDelivery delivery = publishOne(webhook);
            await(store.record(List.of(failed(delivery, clock.now())), ALL));
            made.add(delivery);
        }
        reopen();

        Redelivery page = replayFailed(webhook, start + 10_000, start + 20_000, null, ALL);

        assertEquals(2, page.created());
        assertEquals(1, replaysOf(made.get(1)).size());
        assertEquals(1, replaysOf(made.get(4)).size());
    }

    @Test
    void leavesOutWhatWasSupersededAndWhatIsPastItsDeadline() {
        StoredWebhook webhook = change(register(), DeliveryOptions.NONE.withCoalesce(Set.of(Samples.TYPE)));
        List<UUID> made = publishKeyed(webhook, "furnace-1", 2);
        record(sent(dispatcher.delivery(made.get(1)), clock.now()));
        EventTerms shortLived = new EventTerms(Priority.LOW, null, clock.now() + 1_000);
        ClaimedDelivery expiring = publish(Samples.event(Samples.TYPE, shortLived, webhook.id())).get(0);
        clock.advance(Duration.ofSeconds(1));
        record(Samples.expired(expiring));

        assertEquals(Optional.of(FailureReason.SUPERSEDED), delivery(made.get(0)).reason());
        assertEquals(new Redelivery(0, Optional.empty()), replayFailed(webhook, 0, Long.MAX_VALUE, null, ALL));
    }

    @Test
    void refusesACursorOfSomethingElse() {
        StoredWebhook webhook = register();
        for (String cursor : List.of("", "nonsense", "ZDE")) {
            assertEquals(
                    Reason.INVALID,
                    failure(store.replayFailed(webhook.id(), 0, 1, cursor, ALL, UUID::randomUUID)).reason());
            assertEquals(
                    Reason.INVALID,
                    failure(store.recover(webhook.id(), 0, 1, cursor, ALL, UUID::randomUUID)).reason());
        }
    }

    private Redelivery replayFailed(StoredWebhook webhook, long since, long until, String cursor, int limit) {
        return await(store.replayFailed(webhook.id(), since, until, cursor, limit, UUID::randomUUID)).orElseThrow();
    }

    private List<Delivery> replaysOf(ClaimedDelivery original) {
        List<Delivery> all = new ArrayList<>();
        for (WebhookStatus status : WebhookStatus.values()) {
            all.addAll(store.deliveries(original.webhookId(), query(status)).orElseThrow().items());
        }
        String id = original.deliveryId().toString();
        return all.stream().filter(delivery -> delivery.replayOf().equals(Optional.of(id))).toList();
    }

    private void assertConflict(ClaimedDelivery delivery) {
        assertEquals(Reason.CONFLICT, failure(store.replay(delivery.deliveryId(), UUID.randomUUID())).reason());
        assertFalse(replaysOf(delivery).stream().findAny().isPresent());
    }

    /** Notes the hints of {@link StoreListener#deliveriesAvailable}. */
    record Hints(Set<UUID> told) implements StoreListener {
        @Override
        public void webhooksChanged(List<StoredWebhook> webhooks) {
            // Only the hints matter here.
        }

        @Override
        public void deliveriesAvailable(Collection<UUID> webhookIds) {
            told.addAll(webhookIds);
        }
    }
}
