package io.processheat.webhook.store.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Brings the database forward to the schema of this program, one version per transaction; never back. */
final class Migrations {

    /** "PHWS" in ASCII, so that {@code file} and this program can tell our database from another's. */
    static final int APPLICATION_ID = 0x50485753;

    /** The script at index n leads from version n to n + 1. Scripts that were released do not change. */
    private static final List<String> STEPS = List.of("schema-1.sql", "schema-2.sql", "schema-3.sql");

    /** The schema of this program. */
    static final int VERSION = STEPS.size();

    private Migrations() {}

    /**
     * @throws IllegalStateException where the file is not ours, or a newer program wrote it; nothing is changed then
     */
    static void apply(Connection connection) throws SQLException {
        apply(connection, STEPS.stream().map(Migrations::resource).toList());
    }

    static void apply(Connection connection, List<String> scripts) throws SQLException {
        int version = Integer.parseInt(Database.pragma(connection, "user_version"));
        if (!isEmpty(connection)
                && Integer.parseInt(Database.pragma(connection, "application_id")) != APPLICATION_ID) {
            throw new IllegalStateException("The database in the data folder is not one of the webhook store");
        }
        if (version > scripts.size()) {
            throw new IllegalStateException("The webhook store's database has schema " + version
                    + ", which a newer program wrote; this one knows schemas up to " + scripts.size()
                    + ". Start the newer program, or restore a backup made before the update");
        }
        for (int step = version; step < scripts.size(); step++) {
            apply(connection, scripts.get(step), step + 1);
        }
    }

    private static void apply(Connection connection, String script, int version) throws SQLException {
        Database.run(connection, "BEGIN IMMEDIATE");
        try {
            Database.runAll(connection, script);
            Database.run(connection, "PRAGMA application_id = " + APPLICATION_ID);
            Database.run(connection, "PRAGMA user_version = " + version);
            Database.run(connection, "COMMIT");
        } catch (SQLException e) {
            rollBack(connection, e);
            throw e;
        }
    }

    private static void rollBack(Connection connection, SQLException cause) {
        try {
            Database.run(connection, "ROLLBACK");
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private static boolean isEmpty(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT count(*) FROM sqlite_schema")) {
            return row.getLong(1) == 0;
        }
    }

    static String resource(String name) {
        try (InputStream script = Migrations.class.getResourceAsStream(name)) {
            return new String(script.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }
}
