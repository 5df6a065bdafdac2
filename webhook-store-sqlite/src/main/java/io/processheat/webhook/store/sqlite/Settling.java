package io.processheat.webhook.store.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Deque;

/**
 * Moves what is in the journal into the database: all of it within a transaction that needs the tables, a part now and then
 * otherwise. Parts are small where nothing needs more, as publishers wait for them; several go into one transaction, which
 * stays open in between, since each commit writes the last page of every table and index again. Only what frees a half of the journal waits for an
 * fsync. Writer's thread only.
 */
final class Settling {

    private static final int ROWS_PER_COMMIT = 1_600;

    private final Journal journal;
    private final Journaled journaled;
    private final PreparedStatement mark;
    private final PreparedStatement markEvent;
    private long marked;
    private boolean olderIsMarked = true;
    private boolean open;
    private int uncommitted;
    private long markedEvent;

    Settling(Connection connection, Journal journal, Journaled journaled) throws SQLException {
        this.journal = journal;
        this.journaled = journaled;
        mark = connection.prepareStatement("UPDATE journal SET settled = ?1 WHERE tenant = 1");
        markEvent = connection.prepareStatement("UPDATE journal SET event = ?1 WHERE tenant = 1");
        marked = Sql.number(connection, "SELECT settled FROM journal").orElseThrow();
    }

    /** The half of the journal that the database has, with all before it. */
    long marked() {
        return marked;
    }

    /** All, in a transaction that is under way; {@link #hasAll} is to follow on its fsync. */
    void all() throws SQLException {
        if (journal.newestId() != null) {
            journaled.settle(journaled.older(), Integer.MAX_VALUE);
            journaled.settle(journaled.newer(), Integer.MAX_VALUE);
            settleRest();
            mark(journal.newestId());
        }
    }

    /** The database has all, and is synced. */
    void hasAll() {
        olderIsMarked = true;
        journal.settled();
    }

    /** The journal went on in its other half. */
    void turned() {
        journaled.turn();
        olderIsMarked = false;
    }

    /** Whether a half of the journal is written no more and not free yet. */
    boolean isHalfWaiting() {
        return !olderIsMarked;
    }

    /** What is left of the half that waits. */
    void older(Session session) throws SQLException {
        some(session, rows(journaled.older()), false);
    }

    private static int rows(Deque<JournaledEntry> entries) {
        return entries.stream().mapToInt(JournaledEntry::rows).sum();
    }

    /**
     * The oldest rows, in a transaction that may stay open.
     *
     * @param toTheEnd whether the journal is to be free where it has nothing left
     */
    void some(Session session, int rows, boolean toTheEnd) throws SQLException {
        if (!journaled.isEmpty()) {
            begin(session);
            int left = journaled.settle(journaled.newer(), journaled.settle(journaled.older(), rows));
            uncommitted += rows - left;
        }
        commitWhereLarge(session);
        if (toTheEnd && journaled.isEmpty()) {
            session.begin();
            all();
            session.commit();
            hasAll();
        } else if (isHalfWaiting() && journaled.older().isEmpty()) {
            session.begin();
            mark(journal.olderId());
            session.commit();
            olderIsMarked = true;
        }
    }

    /**
     * All, for somebody who reads it on this connection; nothing waits for an fsync, and nothing is committed here: what the
     * same group journals follows with its append only.
     *
     * @param begun whether a transaction is under way; otherwise one is begun that stays open
     */
    void forReading(Session session, boolean begun) throws SQLException {
        if (journaled.isEmpty()) {
            return;
        }
        if (!begun) {
            begin(session);
        }
        int left = journaled.settle(journaled.newer(), journaled.settle(journaled.older(), Integer.MAX_VALUE));
        journaled.checkAgain();
        if (begun) {
            settleRest();
        } else {
            uncommitted += Integer.MAX_VALUE - left;
        }
    }

    private void begin(Session session) throws SQLException {
        if (!open) {
            session.begin(false);
            open = true;
            uncommitted = 0;
        }
    }

    /** Between groups: what was moved for reading may be much. */
    void commitWhereLarge(Session session) throws SQLException {
        if (open && uncommitted >= ROWS_PER_COMMIT) {
            commit(session);
        }
    }

    /** Whether a transaction is open that has some. */
    boolean isOpen() {
        return open;
    }

    /** Commits the transaction that is open, if one is. */
    void commit(Session session) throws SQLException {
        if (open) {
            settleRest();
            open = false;
            session.commit();
        }
    }

    /** What is written once, however much was settled. */
    private void settleRest() throws SQLException {
        journaled.settleHealth();
        if (journaled.settledEvent() != markedEvent) {
            markEvent.setLong(1, journaled.settledEvent());
            markEvent.executeUpdate();
            markedEvent = journaled.settledEvent();
        }
    }

    private void mark(long id) throws SQLException {
        mark.setLong(1, id);
        mark.executeUpdate();
        marked = id;
    }
}
