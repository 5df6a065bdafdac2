package io.processheat.webhook.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is in the journal outlives what fails beside it. */
@Timeout(120)
class JournaledFailuresTest {

    /** So many events, and their half of the journal is in the database in part. */
    private static final int BEHIND = 50;

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
    void losesNothingThatCameAfterAnEventWasLeftOut() throws Exception {
        NewEvent event = Samples.event(webhook);
        publish(event);
        Stores.some(store, webhook, WebhookStatus.PENDING); // the database has it by now
        NewEvent again = Samples.event(event.content().eventId(), "{}", webhook);
        publish(new NewEvent(
                again.content(), false, again.provenanceHash(), null, again.deliveries(), again.terms(), false));
        store.close();
        store = new SqliteStore(folder, System::currentTimeMillis, SmallBounds.withJournal(64 * 1024));
        int before = Stores.some(store, webhook, WebhookStatus.PENDING).size();
        Stores.await(store.append(List.of(Samples.event(webhook)), null));

        SqliteStore crashed = Stores.open(Stores.crashed(store, folder, parent.resolve("copy")));
        assertEquals(before + 1, Stores.some(crashed, webhook, WebhookStatus.PENDING).size());
        crashed.close();
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
        Stores.awaitThat(() -> available.equals(Set.of(webhook))); // so somebody has to load it
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

    private ClaimedDelivery publish(NewEvent event) {
        Stores.append(store, event, dispatcher);
        return dispatcher.delivery(event.deliveries().get(0).deliveryId());
    }

    private boolean record(Outcome outcome) {
        return Stores.await(store.record(List.of(outcome), 5)).get(0).applied();
    }
}
