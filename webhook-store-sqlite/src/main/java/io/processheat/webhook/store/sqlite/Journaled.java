package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.Priority;
import io.processheat.webhook.spi.NewEvent;
import io.processheat.webhook.store.sqlite.JournaledEntry.SentLate;
import io.processheat.webhook.store.sqlite.JournaledEvent.Delivery;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

/**
 * What the journal has and the database does not have yet, in memory. Most deliveries are sent before the database gets
 * them, which then writes them once, as SENT, and never as PENDING. Writer's thread only.
 */
final class Journaled implements Rows {

    private final Tables tables;
    private final JournalRecord record = new JournalRecord();
    private final Set<String> eventIds = new HashSet<>();
    private final JournaledDeliveries deliveries = new JournaledDeliveries();
    private final Set<Long> sentLate = new HashSet<>();
    private final Set<UUID> changedHealth = new LinkedHashSet<>();
    private Deque<JournaledEntry> older = new ArrayDeque<>();
    private Deque<JournaledEntry> newer = new ArrayDeque<>();
    private JournaledEvent lastEvent;

    Journaled(Tables tables) {
        this.tables = tables;
    }

    // ---- what a commit adds

    /** Begins a commit. */
    void begin() {
        record.clear();
    }

    @Override
    public long insertEvent(NewEvent event, long now) {
        long row = tables.events().nextRow();
        record.addEvent(row, event, now);
        add(new JournaledEvent(row, event, now));
        return row;
    }

    @Override
    public long insertDelivery(UUID deliveryId, long webhook, long event, long now, Priority priority) {
        long sequence = tables.deliveries().nextSequence();
        record.addDelivery(sequence, deliveryId, webhook);
        add(new Delivery(sequence, deliveryId, webhook));
        return sequence;
    }

    @Override
    public boolean sent(long sequence, long webhook, long sentAt, long firstTry) {
        if (!awaitsFirstTry(sequence)) {
            return false;
        }
        record.addSent(sequence, webhook, sentAt, firstTry);
        addSent(sequence, webhook, sentAt, firstTry);
        return true;
    }

    /** Health of this webhook goes into the database with what is settled next. */
    void changedHealth(UUID webhookId) {
        changedHealth.add(webhookId);
    }

    /** How many entries the commit has. */
    int entries() {
        return record.entries();
    }

    /** The bytes of the commit; without a content where it changed nothing. */
    ByteBuffer written() {
        return record.written();
    }

    // ---- what is known

    boolean has(String eventId) {
        return eventIds.contains(eventId);
    }

    boolean has(long sequence) {
        return deliveries.get(sequence) != null;
    }

    /** As far as is known here: one that is not {@link #has here} may be finished in the database. */
    boolean awaitsFirstTry(long sequence) {
        Delivery delivery = deliveries.get(sequence);
        return delivery == null ? !sentLate.contains(sequence) : !delivery.isSent();
    }

    boolean isEmpty() {
        return older.isEmpty() && newer.isEmpty();
    }

    // ---- what moves on

    /** In the half of the journal that is written no more. */
    Deque<JournaledEntry> older() {
        return older;
    }

    Deque<JournaledEntry> newer() {
        return newer;
    }

    /** The journal went on in its other half. */
    void turn() {
        older = newer;
        newer = new ArrayDeque<>();
    }

    /** Writes the next of these into the tables. */
    void settleNext(Deque<JournaledEntry> entries) throws SQLException {
        JournaledEntry entry = entries.remove();
        entry.settle(tables);
        if (entry instanceof JournaledEvent event) {
            deliveries.removeFirst(event.deliveries());
            eventIds.remove(event.id());
        } else if (entry instanceof SentLate late) {
            sentLate.remove(late.sequence());
        }
    }

    /** Writes what the webhooks' health became. */
    void settleHealth() throws SQLException {
        for (UUID id : changedHealth) {
            tables.webhooks().putHealth(tables.states().get(id));
        }
        changedHealth.clear();
    }

    // ---- what commits add, and what is found in the journal

    void add(JournaledEvent event) {
        newer.add(event);
        eventIds.add(event.id());
        lastEvent = event;
    }

    void add(Delivery delivery) {
        deliveries.add(delivery);
        lastEvent.add(delivery);
    }

    void addSent(long sequence, long webhook, long sentAt, long firstTry) {
        Delivery delivery = deliveries.get(sequence);
        if (delivery != null) {
            delivery.sent(sentAt, firstTry);
        } else {
            newer.add(new SentLate(sequence, webhook, sentAt, firstTry));
            sentLate.add(sequence);
        }
    }
}
