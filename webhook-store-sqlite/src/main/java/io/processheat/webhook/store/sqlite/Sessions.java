package io.processheat.webhook.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;

/** Holds the one {@link Session} there is, and opens another where it was given up. Writer's thread only. */
final class Sessions {

    private final Database database;
    private final Space space;
    private final Supplier<Settings> settings;
    private final Checkpointer checkpointer;
    private Session current;

    private Sessions(Database database, Space space, Supplier<Settings> settings) {
        this.database = database;
        this.space = space;
        this.settings = settings;
        this.checkpointer = new Checkpointer(database, settings);
    }

    /** Opens the first one, after the schema was brought forward. */
    static Sessions start(Database database, Space space, Supplier<Settings> settings)
            throws SQLException {
        try (Connection connection = database.openForWriting()) {
            Migrations.apply(connection);
            Tables.forgetOwners(connection);
        }
        Sessions sessions = new Sessions(database, space, settings);
        sessions.current();
        return sessions;
    }

    Session current() throws SQLException {
        if (current == null) {
            Session opened = Session.on(database.openForWriting(), space);
            opened.limitLog(settings.get());
            current = opened;
        }
        return current;
    }

    /** Keeps the log short. */
    void tendLog() {
        if (current != null) {
            checkpointer.tend(current);
        }
    }

    void giveUp() {
        if (current != null) {
            current.close();
            current = null;
        }
    }

    /** Leaves an empty log. */
    void close() {
        checkpointer.close();
        if (current != null) {
            current.emptyLog();
            giveUp();
        }
    }
}
