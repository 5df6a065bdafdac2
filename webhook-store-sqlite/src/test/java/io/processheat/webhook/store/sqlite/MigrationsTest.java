package io.processheat.webhook.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationsTest {

    private static final String FIRST = "-- a comment;\nCREATE TABLE a (x); INSERT INTO a VALUES (1);";
    private static final String SECOND = "ALTER TABLE a ADD COLUMN y; UPDATE a SET y = x + 1;";

    @TempDir
    Path folder;

    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = new Database(folder.resolve("webhooks.db")).openForWriting();
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void leadsANewDatabaseThroughAllSteps() throws SQLException {
        Migrations.apply(connection, List.of(FIRST, SECOND));

        assertEquals("2", Database.pragma(connection, "user_version"));
        assertEquals(OptionalLong.of(2), Sql.number(connection, "SELECT y FROM a"));
    }

    @Test
    void leadsAnOlderDatabaseThroughWhatItMisses() throws SQLException {
        Migrations.apply(connection, List.of(FIRST));
        Migrations.apply(connection, List.of(FIRST, SECOND));
        Migrations.apply(connection, List.of(FIRST, SECOND));

        assertEquals("2", Database.pragma(connection, "user_version"));
        assertEquals(OptionalLong.of(1), Sql.number(connection, "SELECT count(*) FROM a"));
    }

    @Test
    void leavesTheDatabaseAsItWasWhereAStepFails() throws SQLException {
        Migrations.apply(connection, List.of(FIRST));

        String failing = "CREATE TABLE b (x); INSERT INTO nowhere VALUES (1);";

        assertThrows(SQLException.class, () -> Migrations.apply(connection, List.of(FIRST, failing)));

        assertEquals("1", Database.pragma(connection, "user_version"));
        assertEquals(
                OptionalLong.of(1), Sql.number(connection, "SELECT count(*) FROM sqlite_schema WHERE type = 'table'"));
    }

    @Test
    void refusesADatabaseOfANewerProgram() throws SQLException {
        Migrations.apply(connection);
        Database.run(connection, "PRAGMA user_version = 7");

        IllegalStateException refusal =
                assertThrows(IllegalStateException.class, () -> Stores.open(folder));
        assertTrue(refusal.getMessage().contains("schema 7"), refusal.getMessage());
        assertEquals("7", Database.pragma(connection, "user_version"));
    }

    @Test
    void canBeOpenedAfterARefusal() throws SQLException {
        Migrations.apply(connection);
        Database.run(connection, "PRAGMA user_version = 7");
        assertThrows(IllegalStateException.class, () -> Stores.open(folder));
        Database.run(connection, "PRAGMA user_version = " + Migrations.VERSION);

        Stores.open(folder).close();
    }

    @Test
    void refusesADatabaseOfAnotherProgram() throws SQLException {
        Database.run(connection, "CREATE TABLE recipes (name)");

        IllegalStateException refusal =
                assertThrows(IllegalStateException.class, () -> Stores.open(folder));
        assertTrue(refusal.getMessage().contains("not one of the webhook store"), refusal.getMessage());
    }
}
