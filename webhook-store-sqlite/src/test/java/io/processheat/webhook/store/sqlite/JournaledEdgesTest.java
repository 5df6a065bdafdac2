package io.processheat.webhook.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.Delivery;
import io.processheat.webhook.DeliveryOptions;
import io.processheat.webhook.DeliveryQuery;
import io.processheat.webhook.WebhookException.Reason;
import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.spi.AppendResult;
import io.processheat.webhook.spi.AppendResult.Stored;
import io.processheat.webhook.spi.ClaimedDelivery;
import io.processheat.webhook.spi.NewEvent;
import io.processheat.webhook.spi.Outcome;
import io.processheat.webhook.spi.RecordingClaimant;
import io.processheat.webhook.spi.Samples;
import io.processheat.webhook.spi.StoreListener;
import io.processheat.webhook.spi.StoredWebhook;
import io.processheat.webhook.spi.WebhookChange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What goes through the journal where something about it is out of the ordinary. */
@Timeout(120)
class JournaledEdgesTest {

    /** So many events, and their half of the journal is in the database in part. */
    private static final int BEHIND = 50;

    private static final long NOON = 1_800_000_000_000L;

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
            publish(new NewEvent(plain.content(), true, plain.provenanceHash(), targets, plain.deliveries(), plain.terms(), false));
        }
        assertEquals(51, Stores.some(store, webhook, WebhookStatus.PENDING).size());
    }

    @Test
    void goesOnWhereSomebodyInterruptsTheWriter() {
        publish(Samples.event(webhook));
        CompletionStage<List<AppendResult>> appended;
        try (HeldWriter held = new HeldWriter(store)) {
            store.submit(new Operation<>(Operation.Kind.OTHER, 0, check -> JournalCheck.Need.JOURNAL, transaction -> {
                Thread.currentThread().interrupt();
                return null;
            }));
            appended = store.append(List.of(Samples.event(webhook)), dispatcher);
        }
        Stores.await(appended);
        for (int number = 0; number < 5; number++) {
            record(Samples.sent(publish(Samples.event(webhook)), store.now()));
        }

        assertEquals(5, Stores.some(store, webhook, WebhookStatus.SENT).size());
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
    void losesNothingThatCameAfterAnEventWasLeftOut() throws Exception {
        NewEvent event = Samples.event(webhook);
        publish(event);
        Stores.some(store, webhook, WebhookStatus.PENDING); // the database has it by now
        NewEvent again = Samples.event(event.content().eventId(), "{}", webhook);
        publish(new NewEvent(again.content(), false, again.provenanceHash(), null, again.deliveries(), again.terms(), false));
        store.close();
        store = new SqliteStore(folder, System::currentTimeMillis, SmallBounds.withJournal(64 * 1024));
        int before = Stores.some(store, webhook, WebhookStatus.PENDING).size();
        Stores.await(store.append(List.of(Samples.event(webhook)), null));

        SqliteStore crashed = Stores.open(Stores.crashed(store, folder, parent.resolve("copy")));
        assertEquals(before + 1, Stores.some(crashed, webhook, WebhookStatus.PENDING).size());
        crashed.close();
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
    void writesNoStepOfTheClockBesideTheJournal() throws Exception {
        store.close();
        Queue<Long> leaps = new ConcurrentLinkedQueue<>();
        LongSupplier clock = () -> Objects.requireNonNullElse(leaps.poll(), 0L) + NOON;
        store = new SqliteStore(folder.resolveSibling("clock"), clock, SmallBounds.withJournal(64 * 1024));
        webhook = Stores.register(store);
        publish(Samples.event(webhook));
        store.webhook(webhook); // all is in the database
        CompletionStage<List<AppendResult>> appended;
        try (HeldWriter held = new HeldWriter(store)) {
            appended = store.append(List.of(Samples.event(webhook)), dispatcher);
            leaps.addAll(List.of(0L, 0L, -1_000L)); // upkeep asks, then the group, once
        }
        Stores.await(appended);
        store.append(List.of(Samples.event(webhook)), dispatcher);

        Path copy = Stores.crashed(store, folder.resolveSibling("clock"), parent.resolve("copy"));
        try (Connection crashed = new Database(copy.resolve("webhooks.db")).openForReading()) {
            assertEquals(0, Sql.number(crashed, "SELECT count(*) FROM clock_steps").orElseThrow());
        }
    }

    @Test
    void storesOnceWhatWasJournaledBeforeTheTablesFailed() {
        Set<UUID> available = ConcurrentHashMap.newKeySet();
        store.subscribe(new StoreListener() {
            @Override
            public void webhooksChanged(List<StoredWebhook> changed) {}

            @Override
            public void deliveriesAvailable(Collection<UUID> webhookIds) {
                available.addAll(webhookIds);
            }
        });
        AtomicBoolean failed = new AtomicBoolean();
        CompletionStage<List<AppendResult>> appended;
        try (HeldWriter held = new HeldWriter(store)) {
            appended = store.append(List.of(Samples.event(webhook)), dispatcher);
            store.submit(new Operation<>(Operation.Kind.OTHER, 0, check -> JournalCheck.Need.OTHER_ROWS, transaction -> {
                if (!failed.getAndSet(true)) {
                    Database.run(transaction.session().connection(), "ROLLBACK"); // so that the commit fails
                }
                return null;
            }));
        }

        assertTrue(((Stored) Stores.await(appended).get(0)).repeated(), "the journal has it");
        assertEquals(2, Stores.some(store, webhook, WebhookStatus.PENDING).size());
        assertEquals(1, dispatcher.deliveries().size());
        assertEquals(Set.of(webhook), available, "so somebody has to load it");
    }

    /** Many deliveries per event, so that a half of the journal has more rows than move at once. */
    @Test
    void survivesACrashAnywhereWithinAHalf() {
        UUID[] webhooks = Stream.generate(() -> Stores.register(store)).limit(20).toArray(UUID[]::new);
        publish(Samples.event(webhooks));
        List<NewEvent> events = new ArrayList<>();
        List<Path> crashes = new ArrayList<>();
        for (int number = 0; number < 200; number++) {
            events.add(Samples.event(webhooks));
            publish(events.get(number));
            if (number >= BEHIND) {
                UUID older = events.get(number - BEHIND).deliveries().get(0).deliveryId();
                assertTrue(record(Samples.sent(dispatcher.delivery(older), store.now())));
            }
            if (number % 5 == 4) {
                crashes.add(Stores.crashed(store, folder, parent.resolve("crash-" + number)));
            }
        }

        for (int crash = 1; crash <= crashes.size(); crash++) {
            SqliteStore crashed = Stores.open(crashes.get(crash - 1));
            int published = 5 * crash;
            int sent = Math.max(0, published - BEHIND);
            assertEquals(sent, Stores.some(crashed, webhooks[0], WebhookStatus.SENT).size());
            assertEquals(published + 1 - sent, Stores.some(crashed, webhooks[0], WebhookStatus.PENDING).size());
            assertEquals(published + 1, Stores.some(crashed, webhooks[1], WebhookStatus.PENDING).size());
            crashed.close();
        }
    }

    @Test
    void goesOnBehindWhatIsJournaledWhereASessionIsGivenUp() {
        ClaimedDelivery before = publish(Samples.event(webhook));
        Operation<Void> failing = new Operation<>(Operation.Kind.OTHER, 0, check -> JournalCheck.Need.JOURNAL, transaction -> {
            throw new SQLException("of no kind");
        });
        assertEquals(Reason.UNAVAILABLE, Stores.failure(store.submit(failing)).reason());
        ClaimedDelivery after = publish(Samples.event(webhook));

        assertEquals(before.sequence() + 1, after.sequence());
        assertTrue(record(Samples.sent(before, store.now())));
        assertTrue(record(Samples.sent(after, store.now())));
        assertEquals(2, Stores.some(store, webhook, WebhookStatus.SENT).size());
    }

    @Test
    void outlivesADiskThatDoesNotAnswerWhereItIsAsked() throws Exception {
        Path away = Files.move(folder, parent.resolve("away"));
        Operation<Void> failing = new Operation<>(transaction -> {
            throw new SQLException("of no kind");
        });
        assertEquals(Reason.UNAVAILABLE, Stores.failure(store.submit(failing)).reason());
        Files.move(away, folder);

        publish(Samples.event(webhook));
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
        return store.deliveries(webhook, new DeliveryQuery(Optional.empty(), Optional.empty(), 500)).orElseThrow().items().stream()
                .filter(delivery -> delivery.id().equals(claimed.deliveryId().toString()))
                .findFirst()
                .orElseThrow();
    }
}
