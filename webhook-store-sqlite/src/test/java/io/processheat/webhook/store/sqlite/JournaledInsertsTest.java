package io.processheat.webhook.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.spi.ClaimedDelivery;
import io.processheat.webhook.spi.NewEvent;
import io.processheat.webhook.spi.RecordingClaimant;
import io.processheat.webhook.spi.Samples;
import io.processheat.webhook.store.sqlite.DeliveryTable.Step;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many rows at once, some of which cannot be stored: that must not happen, but would stop all that is journaled for ever. */
class JournaledInsertsTest {

    private static final int EVENTS = 45;
    private static final long NOW = 1_800_000_000_000L;

    private final RecordingClaimant dispatcher = new RecordingClaimant("node");

    @TempDir
    Path folder;

    private SqliteStore store;
    private UUID webhook;
    private ClaimedDelivery known;

    @BeforeEach
    void open() throws Exception {
        store = new SqliteStore(folder, System::currentTimeMillis, SmallBounds.withJournal(0));
        webhook = Stores.register(store);
        NewEvent event = Samples.event(webhook);
        Stores.append(store, event, dispatcher);
        known = dispatcher.delivery(event.deliveries().get(0).deliveryId());
    }

    @AfterEach
    void close() {
        store.close();
        Stores.assertSound(folder);
    }

    @Test
    void storesAllAndSomeOfThemSent() {
        assertEquals(List.of(EVENTS, EVENTS - 1, 1), inserted(number -> Samples.event(webhook)));
    }

    @Test
    void leavesOutAnEventWhoseIdIsUsedWithItsDeliveries() {
        String used = known.event().eventId();
        assertEquals(
                List.of(EVENTS - 1, EVENTS - 2, 1),
                inserted(number -> number == 7 ? Samples.event(used, "{}", webhook) : Samples.event(webhook)));
    }

    @Test
    void leavesOutADeliveryWhoseIdIsUsed() {
        NewEvent plain = Samples.event(webhook);
        NewEvent twice = new NewEvent(
                plain.content(), plain.idGiven(), plain.provenanceHash(), plain.targets(),
                List.of(new NewEvent.NewDelivery(known.deliveryId(), webhook)), plain.terms(), plain.test());
        assertEquals(
                List.of(EVENTS, EVENTS - 2, 1), inserted(number -> number == 7 ? twice : Samples.event(webhook)));
    }

    /** Makes the event of this number. */
    private interface Maker {
        NewEvent make(int number);
    }

    /** How many new events, SENT deliveries and PENDING ones the tables have afterwards; all were sent but the last. */
    private List<Integer> inserted(Maker maker) {
        int pendingBefore = Stores.some(store, webhook, WebhookStatus.PENDING).size();
        long events = Stores.await(store.submit(new Operation<>(transaction -> insert(maker, transaction))));
        return List.of(
                (int) events,
                Stores.some(store, webhook, WebhookStatus.SENT).size(),
                Stores.some(store, webhook, WebhookStatus.PENDING).size() - pendingBefore);
    }

    private long insert(Maker maker, Transaction transaction) throws SQLException {
        Tables tables = transaction.tables();
        long row = tables.states().get(webhook).row();
        List<JournaledEvent> all = new ArrayList<>();
        for (int number = 0; number < EVENTS; number++) {
            NewEvent event = maker.make(number);
            JournaledEvent journaled = new JournaledEvent(tables.events().nextRow(), event, NOW);
            JournaledDelivery delivery = new JournaledDelivery(
                    tables.deliveries().nextSequence(), event.deliveries().get(0).deliveryId(), row);
            if (number < EVENTS - 1) {
                Step sent = new Step(1, WebhookStatus.SENT, null, null, NOW);
                delivery.add(new Move(delivery.sequence(), row, 0, sent, Samples.sent(known, NOW).attempt()));
            }
            journaled.deliveries().add(delivery);
            all.add(journaled);
        }
        long before = count(transaction);
        new JournaledInserts(transaction.session().connection()).insert(all, tables);
        return count(transaction) - before;
    }

    private static long count(Transaction transaction) throws SQLException {
        return Sql.number(transaction.session().connection(), "SELECT count(*) FROM events").orElseThrow();
    }
}
