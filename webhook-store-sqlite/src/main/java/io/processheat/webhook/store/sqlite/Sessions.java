package io.processheat.webhook.store.sqlite;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds the one {@link Session} there is, and opens another where it was given up. Writer's thread only. */
final class Sessions {

    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
    private static final int WAIT_FOR_READERS_MS = 100;

    private final Database database;
    private final Space space;
    private final Supplier<Settings> settings;
    private final Checkpointer checkpointer;
    private final Journal journal;
    private Session current;

    private Sessions(Database database, Journal journal, Space space, Supplier<Settings> settings) {
        this.database = database;
        this.journal = journal;
        this.space = space;
        this.settings = settings;
        this.checkpointer = new Checkpointer(database, settings);
    }

    /** Opens the first one, after the schema was brought forward. */
    static Sessions start(Database database, Journal journal, Space space, Supplier<Settings> settings)
            throws SQLException {
        try (Connection connection = database.openForWriting()) {
            Migrations.apply(connection);
            Tables.forgetOwners(connection);
        }
        Sessions sessions = new Sessions(database, journal, space, settings);
        sessions.settleAll();
        return sessions;
    }

    Session current() throws SQLException {
        if (current == null) {
            Session opened = Session.on(database.openForWriting(), space, journal);
            opened.limitLog(settings.get());
            current = opened;
        }
        return current;
    }

    /** Moves what is in the journal into the database. Where the disk does not let it, it stays there and is tried again. */
    private void settleAll() {
        try {
            current().proveThatItWrites();
        } catch (SQLException e) {
            LOG.warn("What the journal of the webhook store holds stays there for now", e);
            giveUp();
        }
    }

    /** Keeps the log short, between transactions. */
    void tendLog() {
        if (current != null && !current.settling().isOpen()) {
            checkpointer.tend(current);
        }
    }

    /** Whether the log had better be left as it is, for some milliseconds. */
    boolean isLogFinishing() {
        return checkpointer.isFinishing();
    }

    /** @return whether the log had something in it and is written from its beginning again */
    boolean reuseLog() {
        try {
            return current().reuseLog(WAIT_FOR_READERS_MS);
        } catch (SQLException e) {
            LOG.debug("The write-ahead log cannot be moved into the database", e);
            giveUp();
            return false;
        }
    }

    void giveUp() {
        if (current != null) {
            current.close();
            current = null;
        }
    }

    /** Leaves an empty journal and an empty log. */
    void close() throws IOException {
        checkpointer.close();
        try (journal) {
            settleAll();
            if (current != null) {
                current.emptyLog();
                giveUp();
            }
        }
    }
}
