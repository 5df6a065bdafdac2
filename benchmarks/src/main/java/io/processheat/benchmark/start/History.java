package io.processheat.benchmark.start;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a long history of a short one, in the database of a store that is stopped: copies what was sent, whatever columns it
 * has, under new keys. Delivering as much takes minutes, this takes seconds.
 */
final class History {

    private static final String SENT = "status = 1";

    private final Path database;

    History(Path database) {
        this.database = database;
    }

    /**
     * Copies until so many deliveries are finished.
     *
     * @return how many there are
     */
    long growTo(long finished) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database)) {
            hurry(connection);
            long template = number(connection, "SELECT count(*) FROM deliveries WHERE " + SENT);
            if (template == 0) {
                throw new SQLException("There is no finished delivery to copy");
            }
            long rounds = Math.max(0, (finished - 1) / template);
            keepTemplate(connection);
            // No key is above it, so each round of copies has keys of its own.
            long stride = number(connection, "SELECT max((SELECT max(sequence) FROM deliveries), (SELECT max(event) FROM events))");
            for (long round = 1; round <= rounds; round++) {
                copy(connection, round, round * stride);
            }
            run(connection, "PRAGMA synchronous = FULL", "PRAGMA journal_mode = WAL");
            writeBack();
            return template * (rounds + 1);
        }
    }

    /** Otherwise the first fsync of the next start would wait for all of it. */
    private void writeBack() throws IOException {
        try (FileChannel file = FileChannel.open(database, StandardOpenOption.WRITE)) {
            file.force(true);
        }
    }

    /** Nothing of it is lost by a crash that one would not make anew. */
    private static void hurry(Connection connection) throws SQLException {
        run(connection,
                "PRAGMA journal_mode = OFF",
                "PRAGMA synchronous = OFF",
                "PRAGMA locking_mode = EXCLUSIVE",
                "PRAGMA cache_size = -262144",
                "PRAGMA temp_store = MEMORY");
    }

    private static void keepTemplate(Connection connection) throws SQLException {
        run(connection,
                "CREATE TEMP TABLE sent AS SELECT * FROM deliveries WHERE " + SENT,
                "CREATE TEMP TABLE happened AS SELECT * FROM events WHERE event IN (SELECT event FROM sent)",
                "CREATE TEMP TABLE tried AS SELECT * FROM attempts WHERE delivery IN (SELECT sequence FROM sent)");
    }

    private static void copy(Connection connection, long round, long offset) throws SQLException {
        run(connection,
                "BEGIN",
                insert(connection, "events", "happened", List.of(
                        "event", "event + " + offset,
                        "event_id", "event_id || '-" + round + "'")),
                insert(connection, "deliveries", "sent", List.of(
                        "sequence", "sequence + " + offset,
                        "delivery_id", "unhex(printf('%032x', sequence + " + offset + "))",
                        "event", "event + " + offset)),
                insert(connection, "attempts", "tried", List.of(
                        "delivery", "delivery + " + offset)),
                "COMMIT");
    }

    /** @param changed columns and what becomes of each, by turns; the others are copied as they are */
    private static String insert(Connection connection, String table, String from, List<String> changed)
            throws SQLException {
        List<String> names = columns(connection, table);
        List<String> values = new ArrayList<>(names);
        for (int i = 0; i < changed.size(); i += 2) {
            values.set(names.indexOf(changed.get(i)), changed.get(i + 1));
        }
        return "INSERT INTO " + table + " (" + String.join(", ", names) + ") SELECT " + String.join(", ", values)
                + " FROM temp." + from + " ORDER BY rowid";
    }

    private static List<String> columns(Connection connection, String table) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name FROM pragma_table_info('" + table + "')")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.getLong(1);
        }
    }

    private static void run(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
