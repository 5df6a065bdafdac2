package io.processheat.benchmark.start;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {

    @TempDir
    Path folder;

    private Path database;

    /** The keys of the store's schema, and a column that this program does not know. */
    @BeforeEach
    void store() throws SQLException {
        database = folder.resolve("store.db");
        run("PRAGMA journal_mode = WAL",
                "CREATE TABLE events (event INTEGER PRIMARY KEY, event_id TEXT NOT NULL UNIQUE, created_at INTEGER NOT NULL, payload BLOB NOT NULL)",
                """
                CREATE TABLE deliveries (sequence INTEGER PRIMARY KEY, delivery_id BLOB NOT NULL UNIQUE, webhook INTEGER NOT NULL,
                    event INTEGER NOT NULL, status INTEGER NOT NULL, created_at INTEGER NOT NULL, unknown TEXT NOT NULL, UNIQUE (event, webhook))""",
                "CREATE TABLE attempts (delivery INTEGER, number INTEGER, PRIMARY KEY (delivery, number)) WITHOUT ROWID",
                "INSERT INTO events VALUES (1, 'a', 100, x'01'), (2, 'b', 101, x'02'), (3, 'c', 102, x'03')",
                """
                INSERT INTO deliveries VALUES (1, randomblob(16), 1, 1, 1, 100, 'x'), (2, randomblob(16), 2, 1, 1, 100, 'x'),
                    (3, randomblob(16), 1, 2, 1, 101, 'y'), (4, randomblob(16), 3, 3, 0, 102, 'pending')""",
                "INSERT INTO attempts VALUES (1, 1), (2, 1), (2, 2), (3, 1)");
    }

    @Test
    void copiesWhatWasSentWithItsEventsAndAttempts() throws Exception {
        assertEquals(12, new History(database).growTo(10));

        assertEquals("12", query("SELECT count(*) FROM deliveries WHERE status = 1"));
        assertEquals("4", query("SELECT count(*) FROM deliveries WHERE status = 1 AND unknown = 'y'"));
        assertEquals("9", query("SELECT count(*) FROM events"));
        assertEquals("4", query("SELECT count(*) FROM events WHERE payload = x'02'"));
        assertEquals("16", query("SELECT count(*) FROM attempts JOIN deliveries ON sequence = delivery"));
        assertEquals("12", query("SELECT count(*) FROM deliveries JOIN events USING (event) WHERE status = 1"));
    }

    /** The store finds spans of time by it. */
    @Test
    void timesDoNotFallWhileKeysGrow() throws Exception {
        new History(database).growTo(10);

        for (String table : new String[] {"events", "deliveries"}) {
            assertEquals("0", query("SELECT count(*) FROM " + table + " a JOIN " + table + " b"
                    + " ON a.rowid < b.rowid AND a.created_at > b.created_at"));
        }
    }

    @Test
    void leavesWhatIsPendingAlone() throws Exception {
        new History(database).growTo(10);

        assertEquals("1", query("SELECT count(*) FROM deliveries WHERE status = 0"));
    }

    @Test
    void leavesTheDatabaseAsTheStoreHadIt() throws Exception {
        new History(database).growTo(10);

        assertEquals("wal", query("PRAGMA journal_mode"));
        assertEquals("ok", query("PRAGMA integrity_check"));
    }

    @Test
    void enoughIsLeftAsItIs() throws Exception {
        assertEquals(3, new History(database).growTo(3));
    }

    @Test
    void nothingCannotBeMultiplied() throws SQLException {
        run("DELETE FROM deliveries WHERE status = 1");
        assertThrows(SQLException.class, () -> new History(database).growTo(10));
    }

    private void run(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private String query(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.getString(1);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + database);
    }
}
