package io.processheat.webhook.store.sqlite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection that writes, with all that hangs on it: transactions, prepared statements, what is kept in memory of
 * the rows. After a failure it is given up as a whole: the driver closes statements that failed, and what memory says
 * must not differ from the database.
 */
final class Session {

    /** As far as nobody reads or writes: it waits for nobody. */
    static final String MOVE_LOG = "PRAGMA wal_checkpoint(PASSIVE)";

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final Connection connection;
    private final PreparedStatement begin;
    private final PreparedStatement commit;
    private final PreparedStatement logSize;
    private final Tables tables;
    private final Space space;
    private final Journaled journaled;
    private final Settling settling;
    private boolean synced = true;

    private Session(Connection connection, Space space, Journal journal) throws SQLException {
        this.connection = connection;
        begin = connection.prepareStatement("BEGIN IMMEDIATE");
        commit = connection.prepareStatement("COMMIT");
        logSize = connection.prepareStatement("PRAGMA wal_checkpoint(NOOP)");
        tables = Tables.load(connection);
        this.space = space;
        journaled = new Journaled(tables, new JournaledInserts(connection));
        settling = new Settling(connection, journal, journaled);
        read(journal);
    }

    private void read(Journal journal) throws SQLException {
        long settledEvent = Sql.number(connection, "SELECT event FROM journal").orElseThrow();
        // Its row may be missing: a key that the journal has used must not be given again, it would count as settled.
        tables.events().reached(settledEvent);
        try {
            JournalReplay replay = new JournalReplay(tables, journaled, settledEvent);
            journal.read(settling.marked(), replay::read, settling::turned);
        } catch (IOException e) {
            throw new UncheckedIOException("the journal of the webhook store cannot be read", e);
        }
    }

    /** @param connection closed where this fails */
    static Session on(Connection connection, Space space, Journal journal) throws SQLException {
        try {
            return new Session(connection, space, journal);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    Connection connection() {
        return connection;
    }

    Tables tables() {
        return tables;
    }

    Space space() {
        return space;
    }

    /** What is committed but not in the tables yet. */
    Journaled journaled() {
        return journaled;
    }

    Settling settling() {
        return settling;
    }

    /** Begins a transaction whose commit returns after an fsync. */
    void begin() throws SQLException {
        begin(true);
    }

    /**
     * Commits what was being settled, and begins another transaction.
     *
     * @param syncing whether the commit returns after an fsync; without one, what is written must be in the journal
     */
    void begin(boolean syncing) throws SQLException {
        settling.commit(this);
        if (syncing != synced) {
            Database.run(connection, "PRAGMA synchronous = " + (syncing ? "FULL" : "NORMAL"));
            synced = syncing;
        }
        begin.executeUpdate();
    }

    void commit() throws SQLException {
        commit.executeUpdate();
    }

    /** Moves what is in the journal into the database, or else writes something that changes nothing. */
    void proveThatItWrites() throws SQLException {
        begin();
        settling.all();
        Sql.update(connection, "UPDATE tenants SET name = name");
        commit();
        settling.hasAll();
    }

    /** From this size of the log on, commits move it themselves; and what it keeps of its size once it was moved. */
    void limitLog(Settings settings) throws SQLException {
        Database.run(connection, "PRAGMA wal_autocheckpoint = " + space.mostPagesInLog(settings));
        Database.run(connection, "PRAGMA journal_size_limit = " + settings.bounds().logBytes() / 2);
    }

    /** Pages that are not in the database yet. */
    long pagesInLog() throws SQLException {
        try (ResultSet row = logSize.executeQuery()) {
            return row.getLong(2) - row.getLong(3);
        }
    }

    void moveLog() throws SQLException {
        Database.run(connection, MOVE_LOG);
    }

    void emptyLog() {
        try {
            Database.run(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        } catch (SQLException e) {
            LOG.warn("The write-ahead log was not emptied; the next start does it", e);
        }
    }

    /** Where readers keep it from being emptied for longer, it is not emptied. */
    void emptyLog(int waitMs) throws SQLException {
        waitingAtMost(waitMs, "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /**
     * Moves all of the log into the database, but keeps its space: it is written from its beginning again.
     *
     * @return false where there was nothing in it, or somebody uses it for longer
     */
    boolean reuseLog(int waitMs) throws SQLException {
        return pagesInLog() > 0 && waitingAtMost(waitMs, "PRAGMA wal_checkpoint(RESTART)") && pagesInLog() == 0;
    }

    private boolean waitingAtMost(int waitMs, String checkpoint) throws SQLException {
        Database.run(connection, "PRAGMA busy_timeout = " + waitMs);
        try {
            return Sql.number(connection, checkpoint).orElse(1) == 0;
        } finally {
            Database.run(connection, "PRAGMA busy_timeout = " + Database.BUSY_TIMEOUT_MS);
        }
    }

    /** Rolls back what is not committed. */
    void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.warn("The database of the webhook store did not close in order", e);
        }
    }
}
