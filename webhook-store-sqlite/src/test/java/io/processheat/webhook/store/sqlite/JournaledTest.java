package io.processheat.webhook.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.Delivery;
import io.processheat.webhook.DeliveryQuery;
import io.processheat.webhook.WebhookException.Reason;
import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.spi.AppendResult.Refused;
import io.processheat.webhook.spi.AppendResult.Stored;
import io.processheat.webhook.spi.ClaimedDelivery;
import io.processheat.webhook.spi.NewEvent;
import io.processheat.webhook.spi.RecordingClaimant;
import io.processheat.webhook.spi.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is committed to the journal is stored, whatever comes before the database has it. */
class JournaledTest {

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
        Stores.append(store, Samples.event(webhook), dispatcher); // from now on it has an owner
        assertEquals(1, page(store).size());
    }

    @AfterEach
    void close() {
        store.close();
        Stores.assertSound(folder);
    }

    @Test
    void holdsWhatWasPublishedAndSentUntilTheDatabaseHasIt() {
        List<ClaimedDelivery> made = publish(3);
        sent(made.get(0));
        retrying(made.get(1));

        assertSurvivesACrash();
        assertEquals(
                List.of(WebhookStatus.PENDING, WebhookStatus.RETRYING, WebhookStatus.SENT, WebhookStatus.PENDING),
                page(store).stream().map(Delivery::status).toList());
    }

    @Test
    void goesIntoTheDatabaseByItselfOnceNothingComes() {
        List<ClaimedDelivery> made = publish(3);
        sent(made.get(0));

        Stores.awaitThat(() -> rowsInTheDatabase() == 4);
    }

    @Test
    void turnsToItsOtherHalfAgainAndAgain() {
        int published = 0;
        while (published < 1_000) {
            List<ClaimedDelivery> made = publish(10); // small enough for the journal
            made.subList(0, 8).forEach(this::sent);
            published += made.size();
        }

        assertSurvivesACrash();
        assertEquals(1_000 / 5 + 1, unfinished());
    }

    @Test
    void knowsARepeatedEventThatTheDatabaseDoesNotHaveYet() {
        NewEvent event = Samples.event(webhook);
        NewEvent same = new NewEvent(event.content(), true, event.provenanceHash(), null, Samples.event(webhook).deliveries(), event.terms(), false);
        NewEvent other = Samples.event(event.content().eventId(), "{}", webhook);
        Stored first = Stores.append(store, event, dispatcher);
        Stored again = Stores.append(store, same, dispatcher);

        assertTrue(again.repeated());
        assertEquals(first.deliveryIds(), again.deliveryIds());
        Refused refused = (Refused) Stores.await(store.append(List.of(other), dispatcher)).get(0);
        assertEquals(Reason.CONFLICT, refused.cause().reason());
    }

    @Test
    void recordsAnOutcomeOnce() {
        ClaimedDelivery made = publish(1).get(0);

        assertTrue(recordedSent(made));
        assertFalse(recordedSent(made));
        assertEquals(1, page(store).get(0).attempt());
        assertFalse(recordedSent(made), "in the database by now");
    }

    @Test
    void keepsHealthAsTheLastOutcomesLeftIt() {
        List<ClaimedDelivery> made = publish(3);
        Stores.await(store.record(List.of(Samples.failed(made.get(0), store.now())), 5));
        assertEquals(1, store.webhook(webhook).orElseThrow().webhook().consecutiveFailures());
        sent(made.get(1));
        Path copy = Stores.crashed(store, folder, parent.resolve("copy"));

        assertEquals(0, store.webhook(webhook).orElseThrow().webhook().consecutiveFailures());
        SqliteStore crashed = Stores.open(copy);
        assertEquals(store.webhook(webhook).map(one -> one.webhook()), crashed.webhook(webhook).map(one -> one.webhook()));
        crashed.close();
    }

    @Test
    void keepsOrderingKeysApart() {
        publish(2);
        Stores.append(store, Samples.keyed("key", webhook), dispatcher);
        Stores.append(store, Samples.keyed("key", webhook), dispatcher);
        publish(1).forEach(this::sent);

        assertSurvivesACrash();
    }

    @Test
    void isVoidBesideADatabaseOfAnotherTime() throws IOException {
        Path earlier = Stores.crashed(store, folder, parent.resolve("earlier"));
        List<Delivery> before = page(store);
        publish(2);
        page(store);
        publish(2);
        Path later = Stores.crashed(store, folder, parent.resolve("later"));
        Files.copy(later.resolve("journal"), earlier.resolve("journal"), StandardCopyOption.REPLACE_EXISTING);

        SqliteStore restored = Stores.open(earlier);
        assertEquals(before, page(restored));
        Stores.append(restored, Samples.event(webhook), null);
        assertEquals(before.size() + 1, page(restored).size());
        restored.close();
        Stores.assertSound(earlier);
    }

    @Test
    void isPartOfABackup() throws IOException {
        publish(3);
        Path backup = Stores.await(store.backUp()).file();
        Path copy = Files.createDirectory(parent.resolve("copy"));
        Files.copy(backup, copy.resolve("webhooks.db"));

        SqliteStore restored = Stores.open(copy);
        assertEquals(page(store), page(restored));
        restored.close();
    }

    @Test
    void takesOutcomesWhileTheDatabaseIsFull() {
        List<ClaimedDelivery> made = publish(40);
        Stores.pragma(store, "max_page_count = " + Stores.pragma(store, "page_count"));
        List<ClaimedDelivery> more = publish(5);
        assertEquals(Reason.FULL, Stores.failure(store.append(List.of(Samples.keyed("key", webhook), large()), dispatcher)).reason());

        made.forEach(this::sent);
        more.forEach(this::sent);

        Path copy = Stores.crashed(store, folder, parent.resolve("copy"));
        SqliteStore crashed = Stores.open(copy);
        assertEquals(1, crashed.deliveries(webhook, pageOf(500)).orElseThrow().items().stream()
                .filter(delivery -> delivery.status() == WebhookStatus.PENDING).count());
        crashed.close();
        // Another connection begins once the writer tries again, without the bound.
        Stores.awaitThat(() -> unfinished() == 1);
    }

    @Test
    void doesNotLetAReadWaitForWhatOthersMovedBeforeItsTurn() throws Exception {
        publish(3);
        FutureTask<List<Delivery>> read = new FutureTask<>(() -> page(store));
        Thread reader = new Thread(read);
        try (HeldWriter held = new HeldWriter(store)) { // moves all once it is released
            reader.start();
            Stores.awaitThat(() -> reader.getState() == Thread.State.TIMED_WAITING);
        }

        assertEquals(4, read.get(Reader.PATIENCE_MS / 2, TimeUnit.MILLISECONDS).size());
    }

    private NewEvent large() {
        return Samples.event(UUID.randomUUID().toString(), "{\"p\": \"" + "x".repeat(100_000) + "\"}", webhook);
    }

    private List<ClaimedDelivery> publish(int events) {
        int before = dispatcher.deliveries().size();
        List<NewEvent> batch = new ArrayList<>();
        for (int number = 0; number < events; number++) {
            batch.add(Samples.event(webhook));
        }
        Stores.await(store.append(batch, dispatcher));
        return List.copyOf(dispatcher.deliveries().subList(before, before + events));
    }

    private void sent(ClaimedDelivery delivery) {
        assertTrue(recordedSent(delivery));
    }

    private boolean recordedSent(ClaimedDelivery delivery) {
        return Stores.await(store.record(List.of(Samples.sent(delivery, store.now())), 5)).get(0).applied();
    }

    private void retrying(ClaimedDelivery delivery) {
        long now = store.now();
        Stores.await(store.record(List.of(Samples.retrying(delivery, now, now + 60_000)), 5));
    }

    /** Crashes first: reading moves what is in the journal into the database. */
    private void assertSurvivesACrash() {
        List<Delivery> afterwards = pageAfterACrash();
        assertEquals(page(store), afterwards);
    }

    private List<Delivery> pageAfterACrash() {
        SqliteStore crashed = Stores.open(Stores.crashed(store, folder, parent.resolve(UUID.randomUUID().toString())));
        List<Delivery> page = page(crashed);
        crashed.close();
        return page;
    }

    private List<Delivery> page(SqliteStore from) {
        return from.deliveries(webhook, pageOf(500)).orElseThrow().items();
    }

    private static DeliveryQuery pageOf(int limit) {
        return new DeliveryQuery(Optional.empty(), Optional.empty(), limit);
    }

    private long unfinished() {
        return Stores.some(store, webhook, WebhookStatus.PENDING).size();
    }

    /** Without the store's help, which would move the rest of the journal. */
    private long rowsInTheDatabase() {
        try (java.sql.Connection connection = new Database(folder.resolve("webhooks.db")).openForReading()) {
            return Sql.number(connection, "SELECT count(*) FROM deliveries").orElseThrow();
        } catch (java.sql.SQLException e) {
            throw new AssertionError(e);
        }
    }
}
