package io.processheat.webhook.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.Delivery;
import io.processheat.webhook.DeliveryOptions;
import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.spi.ClaimedDelivery;
import io.processheat.webhook.spi.NewEvent;
import io.processheat.webhook.spi.Outcome;
import io.processheat.webhook.spi.RecordingClaimant;
import io.processheat.webhook.spi.Samples;
import io.processheat.webhook.spi.WebhookChange;
import io.processheat.webhook.store.sqlite.DeliveryTable.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What goes through the journal where something about it is out of the ordinary. */
@Timeout(120)
class JournaledEdgesTest {

    private static final long NOW = 1_800_000_000_000L;

    private final RecordingClaimant dispatcher = new RecordingClaimant("node");

    @TempDir
    Path parent;

    private Path folder;
    private SqliteStore store;
    private UUID webhook;

    @BeforeEach
    void open() throws Exception {
        folder = parent.resolve("data");
        store = new SqliteStore(folder, System::currentTimeMillis, SmallBounds.withJournal(64 * 1024));
        webhook = Stores.register(store);
        publish(Samples.event(webhook)); // from now on it has an owner
    }

    @AfterEach
    void close() {
        store.close();
        Stores.assertSound(folder);
    }

    @Test
    void takesAnswersThatAreLongerAsBytes() {
        for (int number = 0; number < 50; number++) {
            ClaimedDelivery delivery = publish(Samples.event(webhook));
            Outcome outcome = new Outcome(
                    delivery,
                    Samples.attempt(delivery, store.now(), Optional.of(200), Optional.empty(), "\u20ac".repeat(1_300)),
                    WebhookStatus.SENT, null, 0, true, true);
            assertTrue(record(outcome), "outcome " + number);
        }
    }

    @Test
    void takesEventsForManyThatAreNoneOfItsSubscribers() {
        String targets = "019aa000-0000-7000-8000-000000000001,".repeat(300);
        for (int number = 0; number < 50; number++) {
            NewEvent plain = Samples.event(webhook);
            publish(new NewEvent(
                    plain.content(), true, plain.provenanceHash(), targets, plain.deliveries(), plain.terms(), false));
        }
        assertEquals(51, Stores.some(store, webhook, WebhookStatus.PENDING).size());
    }

    @Test
    void keepsASuccessOfWhatWasReplacedMeanwhile() {
        coalesceWithoutOrder();
        ClaimedDelivery replaced = publish(Samples.keyed("key", webhook));
        long now = store.now();
        assertTrue(record(Samples.retrying(replaced, now, now + 60_000)));
        publish(Samples.keyed("key", webhook));
        boolean applied = record(Samples.sent(Samples.after(1, replaced), now));

        Delivery delivery = delivery(replaced);
        assertTrue(applied);
        assertEquals(WebhookStatus.SENT, delivery.status());
        assertEquals(2, store.delivery(replaced.deliveryId()).orElseThrow().attempts().size());
    }

    @Test
    void retriesNothingThatWasReplacedMeanwhile() {
        coalesceWithoutOrder();
        ClaimedDelivery replaced = publish(Samples.keyed("key", webhook));
        long now = store.now();
        assertTrue(record(Samples.retrying(replaced, now, now + 60_000)));
        publish(Samples.keyed("key", webhook));

        assertFalse(record(Samples.retrying(Samples.after(1, replaced), now, now + 60_000)));
        assertEquals(WebhookStatus.FAILED, delivery(replaced).status());
        assertEquals(2, store.delivery(replaced.deliveryId()).orElseThrow().attempts().size());
    }

    @Test
    void forgetsAnOutcomeOnlyWhereNoneCameAfterIt() {
        ClaimedDelivery delivery = publish(Samples.event(webhook));
        long row = Stores.await(store.submit(new Operation<>(transaction -> {
            Tables tables = transaction.tables();
            long number = tables.states().get(webhook).row();
            Journaled journaled = new Journaled(tables, new JournaledInserts(transaction.session().connection()));
            journaled.add(move(Samples.retrying(delivery, NOW, NOW), number));
            journaled.turn();
            journaled.add(move(Samples.sent(Samples.after(1, delivery), NOW), number));
            journaled.settle(journaled.older(), 1);
            assertFalse(journaled.awaits(delivery.sequence(), number, 1), "that is what the tables say");
            journaled.settle(journaled.newer(), 1);
            assertFalse(journaled.knows(delivery.sequence()));
            return number;
        })));
        assertEquals(1, row);
    }

    private static Move move(Outcome outcome, long webhook) {
        boolean sent = outcome.next() == WebhookStatus.SENT;
        Step step = new Step(1, outcome.next(), null, sent ? null : NOW, sent ? NOW : null);
        return new Move(outcome.delivery().sequence(), webhook, outcome.attempt().number() - 1, step, outcome.attempt());
    }

    @Test
    void leavesNoFileWhereThereIsToBeNone() {
        store.modified(Map.of("journal.mib", "0"));
        publish(Samples.event(webhook));
        publish(Samples.event(webhook));
        assertFalse(Files.exists(folder.resolve("journal")));

        store.modified(Map.of("journal.mib", "1"));
        publish(Samples.event(webhook));
        assertEquals(SmallBounds.MIB, SmallBounds.size(folder.resolve("journal")));
    }

    @Test
    void answersOnTheWriterItselfWithoutWaitingForIt() {
        long began = System.nanoTime();
        CompletionStage<Void> answered;
        try (HeldWriter held = new HeldWriter(store)) {
            answered = store.append(List.of(Samples.event(webhook)), dispatcher).thenRun(() -> store.webhook(webhook));
        }
        Stores.await(answered);
        assertTrue(System.nanoTime() - began < TimeUnit.SECONDS.toNanos(4));
    }

    private void coalesceWithoutOrder() {
        DeliveryOptions options = DeliveryOptions.NONE.withOrdered(false).withCoalesce(Set.of(Samples.TYPE));
        Stores.await(store.updateWebhook(webhook, new WebhookChange(null, null, null, options, null, null, null)));
    }

    private ClaimedDelivery publish(NewEvent event) {
        Stores.append(store, event, dispatcher);
        return dispatcher.delivery(event.deliveries().get(0).deliveryId());
    }

    private boolean record(Outcome outcome) {
        return Stores.await(store.record(List.of(outcome), 5)).get(0).applied();
    }

    private Delivery delivery(ClaimedDelivery claimed) {
        return store.delivery(claimed.deliveryId()).orElseThrow().delivery();
    }
}
