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
import java.util.Map;
import java.util.stream.Collectors;

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
            long now = number(connection, "SELECT max(created_at) FROM deliveries");
            for (long round = 1; round <= rounds; round++) {
                copy(connection, new Round(round, round * stride, now));
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

    /**
     * One copy of everything that was sent.
     *
     * @param offset by which its keys are larger than the template's
     * @param createdAt of all: the store's times do not fall while its keys grow
     */
    private record Round(long number, long offset, long createdAt) {}

    private static void copy(Connection connection, Round round) throws SQLException {
        run(connection,
                "BEGIN",
                insert(connection, "events", "happened", Map.of(
                        "event", "event + " + round.offset(),
                        "event_id", "event_id || '-" + round.number() + "'",
                        "created_at", "" + round.createdAt())),
                insert(connection, "deliveries", "sent", Map.of(
                        "sequence", "sequence + " + round.offset(),
                        "delivery_id", "unhex(printf('%032x', sequence + " + round.offset() + "))",
                        "event", "event + " + round.offset(),
                        "created_at", "" + round.createdAt())),
                insert(connection, "attempts", "tried", Map.of(
                        "delivery", "delivery + " + round.offset())),
                "COMMIT");
    }

    /** @param changed columns, and what becomes of each; the others are copied as they are */
    private static String insert(Connection connection, String table, String from, Map<String, String> changed)
            throws SQLException {
        List<String> names = columns(connection, table);
        return "INSERT INTO " + table + " (" + String.join(", ", names) + ") SELECT "
                + names.stream().map(name -> changed.getOrDefault(name, name)).collect(Collectors.joining(", "))
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
