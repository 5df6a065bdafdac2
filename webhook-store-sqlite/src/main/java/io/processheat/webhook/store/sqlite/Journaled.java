package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.Priority;
import io.processheat.webhook.spi.NewEvent;
import io.processheat.webhook.store.sqlite.DeliveryTable.Progress;
import io.processheat.webhook.store.sqlite.JournaledEntry.Late;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What the journal has and the database does not have yet, in memory. Most deliveries are sent before the database gets
 * them, which then writes them once, as SENT, and never as PENDING. Writer's thread only.
 */
final class Journaled implements Rows {

    private final Tables tables;
    private final JournaledInserts inserts;
    private final JournalRecord record = new JournalRecord();
    private final Set<String> eventIds = new HashSet<>();
    private final JournaledDeliveries deliveries = new JournaledDeliveries();
    private final Map<Long, Move> lastLate = new HashMap<>();
    private final Set<UUID> changedHealth = new LinkedHashSet<>();
    private Deque<JournaledEntry> older = new ArrayDeque<>();
    private Deque<JournaledEntry> newer = new ArrayDeque<>();
    private JournaledEvent lastEvent;
    private long added;
    private long settled;
    private long settledEvent;
    private boolean settledMeanwhile;

    Journaled(Tables tables, JournaledInserts inserts) {
        this.tables = tables;
        this.inserts = inserts;
    }

    // ---- what a commit adds

    void beginCommit() {
        record.clear();
        settledMeanwhile = false;
    }

    /** Within a commit, what it was checked for has moved into the tables. */
    void checkAgain() {
        settledMeanwhile = true;
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
        add(new JournaledDelivery(sequence, deliveryId, webhook));
        return sequence;
    }

    /** One of which only the tables know was looked up there before, by {@link #awaits}, unless more moved there since. */
    @Override
    public boolean move(Move move) throws SQLException {
        if ((settledMeanwhile || knows(move.sequence())) && !awaits(move.sequence(), move.webhook(), move.attemptsBefore())) {
            return false;
        }
        record.addMove(move);
        add(move);
        return true;
    }

    /** Goes into the database with what is settled next. */
    void changedHealth(UUID webhookId) {
        changedHealth.add(webhookId);
    }

    /** How many entries the commit has. */
    int entries() {
        return record.entries();
    }

    /** The commit as bytes, with room for a header before them. */
    ByteBuffer written() {
        return record.written();
    }

    // ---- what commits add, and what is found in the journal

    void add(JournaledEvent event) {
        addEntry(event);
        eventIds.add(event.id());
        lastEvent = event;
    }

    /** Of the event added last. */
    void add(JournaledDelivery delivery) {
        deliveries.add(delivery);
        lastEvent.deliveries().add(delivery);
        added++;
    }

    void add(Move move) {
        JournaledDelivery delivery = deliveries.get(move.sequence());
        if (delivery != null) {
            delivery.add(move);
        } else {
            addEntry(new Late(move));
            lastLate.put(move.sequence(), move);
        }
    }

    private void addEntry(JournaledEntry entry) {
        newer.add(entry);
        added++;
    }

    // ---- what is known

    /** Rows for the tables until now, those that were settled included. */
    long added() {
        return added;
    }

    /** Rows that the tables got, the oldest first. */
    long settled() {
        return settled;
    }

    boolean isEmpty() {
        return older.isEmpty() && newer.isEmpty();
    }

    boolean knows(String eventId) {
        return eventIds.contains(eventId);
    }

    /** Whether the tables do not say how a delivery stands. */
    boolean knows(long sequence) {
        return deliveries.get(sequence) != null || lastLate.containsKey(sequence);
    }

    /** Whether a delivery is unfinished and has so many attempts. */
    boolean awaits(long sequence, long webhook, int attempts) throws SQLException {
        JournaledDelivery delivery = deliveries.get(sequence);
        if (delivery != null) {
            return delivery.awaits(attempts);
        }
        Move late = lastLate.get(sequence);
        return late == null
                ? tables.deliveries().awaits(sequence, webhook, attempts)
                : awaitsAfter(late, webhook, attempts);
    }

    /** The tables may be ahead of it: others ended the delivery there, or what they have already was read again. */
    private boolean awaitsAfter(Move late, long webhook, int attempts) throws SQLException {
        if (late.step().status().isFinal() || attempts != late.attemptsBefore() + 1) {
            return false;
        }
        Progress stands = tables.deliveries().progress(late.sequence(), webhook);
        return stands != null && !stands.status().isFinal() && stands.attempts() <= attempts;
    }

    // ---- what moves on

    /** Of the oldest, rows that nothing more will change: to wait any longer gains nothing. Stops counting at a number. */
    int finishedRows(int most) {
        int rows = 0;
        for (Deque<JournaledEntry> entries : List.of(older, newer)) {
            for (JournaledEntry entry : entries) {
                if (rows >= most || !entry.isFinished()) {
                    return rows;
                }
                rows += entry.rows();
            }
        }
        return rows;
    }

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

    /**
     * Writes the first of these into the tables, until these got as many rows.
     *
     * @return how many rows are left
     */
    int settle(Deque<JournaledEntry> entries, int rows) throws SQLException {
        List<JournaledEvent> events = new ArrayList<>();
        int left = rows;
        while (left > 0 && !entries.isEmpty()) {
            JournaledEntry entry = entries.remove();
            left -= entry.rows();
            settled += entry.rows();
            if (entry instanceof JournaledEvent event) {
                events.add(event);
                deliveries.removeFirst(event.deliveries());
                eventIds.remove(event.id());
                settledEvent = event.row();
            } else if (entry instanceof Late late) {
                late.settle(tables);
                forget(late.move());
            }
        }
        inserts.insert(events, tables);
        return left;
    }

    /** The last event that the tables got; 0: none. */
    long settledEvent() {
        return settledEvent;
    }

    /** Unless another one came after it. */
    private void forget(Move late) {
        if (lastLate.get(late.sequence()) == late) {
            lastLate.remove(late.sequence());
        }
    }

    void settleHealth() throws SQLException {
        for (UUID id : changedHealth) {
            tables.webhooks().putHealth(tables.states().get(id));
        }
        changedHealth.clear();
    }
}
