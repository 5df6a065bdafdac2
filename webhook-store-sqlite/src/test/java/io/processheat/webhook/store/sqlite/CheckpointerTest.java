package io.processheat.webhook.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processheat.webhook.spi.Samples;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointerTest {

    private static final int FEW_PAGES = 100;
    private static final String MORE_THAN_THAT_BUT_BELOW_THE_LIMIT = "{\"p\": \"" + "x".repeat(1_200_000) + "\"}";

    @TempDir
    Path folder;

    @Test
    void movesALargeLogIntoTheDatabaseAsAWhole() throws SQLException {
        SqliteStore store = Stores.open(folder, Map.of("wal.checkpoint.pages", Integer.toString(FEW_PAGES)));
        UUID webhook = Stores.register(store);
        String id = UUID.randomUUID().toString();

        Stores.append(store, Samples.event(id, MORE_THAN_THAT_BUT_BELOW_THE_LIMIT, webhook), null);

        try (Connection connection = new Database(folder.resolve("webhooks.db")).openForReading()) {
            Stores.awaitThat(() -> {
                commitNothing(store);
                return pagesInLog(connection) == 0;
            });
        }
        store.close();
        Stores.assertSound(folder);
    }

    @Test
    void leavesNoLogAndNoThreadBehind() {
        SqliteStore store = Stores.open(folder, Map.of("wal.checkpoint.pages", Integer.toString(FEW_PAGES)));
        UUID webhook = Stores.register(store);
        String id = UUID.randomUUID().toString();
        Stores.append(store, Samples.event(id, MORE_THAN_THAT_BUT_BELOW_THE_LIMIT, webhook), null);
        commitNothing(store);

        store.close();

        assertEquals(0, folder.resolve("webhooks.db-wal").toFile().length());
        Stores.awaitThat(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("processheat-webhook-checkpoint")));
        Stores.assertSound(folder);
    }

    private static void commitNothing(SqliteStore store) {
        Stores.await(store.submit(new Operation<Void>(transaction -> null)));
    }

    private static long pagesInLog(Connection connection) {
        try {
            return Sql.list(connection, row -> row.getLong(2) - row.getLong(3), "PRAGMA wal_checkpoint(NOOP)").get(0);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
