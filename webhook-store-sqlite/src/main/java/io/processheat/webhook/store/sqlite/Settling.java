package io.processheat.webhook.store.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Deque;

/**
 * Moves what is in the journal into the database: all of it within a transaction that needs the tables, a part now and then
 * otherwise. Only what frees a half of the journal waits for an fsync. Writer's thread only.
 */
final class Settling {

    private final Journal journal;
    private final Journaled journaled;
    private final PreparedStatement mark;
    private final PreparedStatement markEvent;
    private long marked;
    private boolean olderIsMarked = true;

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
            settle(journaled.older(), Integer.MAX_VALUE);
            settle(journaled.newer(), Integer.MAX_VALUE);
            journaled.settleHealth();
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
     * The oldest rows, in a transaction of their own.
     *
     * @param toTheEnd whether the journal is to be free where it has nothing left
     */
    void some(Session session, int rows, boolean toTheEnd) throws SQLException {
        if (!journaled.isEmpty()) {
            session.begin(false);
            settle(journaled.newer(), settle(journaled.older(), rows));
            journaled.settleHealth();
            session.commit();
        }
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

    /** @return how many rows are left to write */
    private int settle(Deque<JournaledEntry> entries, int rows) throws SQLException {
        long before = journaled.settledEvent();
        int left = journaled.settle(entries, rows);
        if (journaled.settledEvent() != before) {
            markEvent.setLong(1, journaled.settledEvent());
            markEvent.executeUpdate();
        }
        return left;
    }

    private void mark(long id) throws SQLException {
        mark.setLong(1, id);
        mark.executeUpdate();
        marked = id;
    }
}
