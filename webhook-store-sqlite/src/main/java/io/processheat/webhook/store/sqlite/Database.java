package io.processheat.webhook.store.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;

/** Opens connections to the database file with the settings that the store's promises rest on, and checks these. */
final class Database {

    static final int BUSY_TIMEOUT_MS = 5_000;

    /** Of a new database; those that were made before it was changed have pages of half the size. */
    static final int PAGE_BYTES = 8_192;

    private final Path file;

    Database(Path file) {
        this.file = file;
    }

    /** The connection that writes; there is one. Its transactions are begun and ended in SQL. */
    Connection openForWriting() throws SQLException {
        Connection connection = connect();
        try {
            // These two are written into the first page, so they must come before anything else writes a new file. Pages of
            // 4 KiB, the default, take a sixth more time for events of 1 KiB.
            run(connection, "PRAGMA page_size = " + PAGE_BYTES);
            run(connection, "PRAGMA auto_vacuum = INCREMENTAL");
            run(connection, "PRAGMA journal_mode = WAL");
            run(connection, "PRAGMA synchronous = FULL");
            // macOS: without these fsync does not reach the platter. No effect elsewhere.
            run(connection, "PRAGMA fullfsync = ON");
            run(connection, "PRAGMA checkpoint_fullfsync = ON");
            run(connection, "PRAGMA secure_delete = ON");
            run(connection, "PRAGMA foreign_keys = OFF");
            run(connection, "PRAGMA cache_size = -32768");
            run(connection, "PRAGMA temp_store = MEMORY");
            verify(connection);
            beginInSql(connection);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** A connection that moves the log into the database beside the one that writes. */
    Connection openForCheckpoints() throws SQLException {
        Connection connection = connect();
        try {
            run(connection, "PRAGMA synchronous = FULL");
            run(connection, "PRAGMA checkpoint_fullfsync = ON");
            beginInSql(connection);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** A connection that cannot write. */
    Connection openForReading() throws SQLException {
        Connection connection = connect();
        try {
            run(connection, "PRAGMA query_only = ON");
            run(connection, "PRAGMA cache_size = -4096");
            run(connection, "PRAGMA temp_store = MEMORY");
            beginInSql(connection);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** A connection that copies the whole database; SQLite takes that for a change, so it is not barred from them. */
    Connection openForCopying() throws SQLException {
        Connection connection = connect();
        try {
            beginInSql(connection);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    static void verify(Connection connection) throws SQLException {
        require(connection, "synchronous", List.of("2"));
        require(connection, "journal_mode", List.of("wal"));
        require(connection, "auto_vacuum", List.of("2"));
        require(connection, "secure_delete", List.of("1"));
    }

    static String pragma(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA " + name)) {
            return row.next() ? row.getString(1) : "";
        }
    }

    static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Runs each statement of a script to its end; the driver's execute runs the first, and only to its first row. */
    static void runAll(Connection connection, String script) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(script);
        }
    }

    private Connection connect() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        // One thread at a time uses a connection, so SQLite need not lock it.
        config.setOpenMode(SQLiteOpenMode.NOMUTEX);
        // The store gives keys itself; the driver would prepare and run a SELECT after each INSERT to ask for them.
        config.setGetGeneratedKeys(false);
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        SQLiteDataSource source = new SQLiteDataSource(config);
        // As a URI, because the driver takes what follows a question mark in a plain path for options.
        source.setUrl("jdbc:sqlite:" + file.toUri());
        return source.getConnection();
    }

    /**
     * Leaves the driver in the belief that a transaction is open. In its auto-commit mode it tries a BEGIN and a COMMIT
     * of its own after each statement; otherwise it begins the next transaction with each commit.
     */
    private static void beginInSql(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        run(connection, "COMMIT");
    }

    private static void require(Connection connection, String name, List<String> accepted) throws SQLException {
        String found = pragma(connection, name);
        if (!accepted.contains(found)) {
            throw new IllegalStateException("The webhook store does not serve: SQLite's " + name + " is " + found
                    + ", not " + accepted.get(0) + ", and what is acknowledged might not be on disk");
        }
    }
}
