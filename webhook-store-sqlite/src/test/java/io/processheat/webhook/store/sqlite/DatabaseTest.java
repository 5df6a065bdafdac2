package io.processheat.webhook.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.spi.Samples;
import io.processheat.webhook.spi.SealedSecret;
import io.processheat.webhook.spi.StoredWebhook;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {

    @TempDir
    Path folder;

    @Test
    void worksWithTheSettingsThatThePromisesRestOn() {
        SqliteStore store = Stores.open(folder);
        try {
            assertEquals("wal", Stores.pragma(store, "journal_mode"));
            assertEquals("2", Stores.pragma(store, "synchronous"), "FULL");
            assertEquals("2", Stores.pragma(store, "auto_vacuum"), "INCREMENTAL");
            assertEquals("1", Stores.pragma(store, "secure_delete"));
            assertEquals("1", Stores.pragma(store, "fullfsync"));
            assertEquals("5000", Stores.pragma(store, "busy_timeout"));
            assertEquals("8000", Stores.pragma(store, "wal_autocheckpoint"));
            assertEquals("8192", Stores.pragma(store, "page_size"));
            assertEquals("67108864", Stores.pragma(store, "journal_size_limit"));
            assertEquals(Integer.toString(Migrations.VERSION), Stores.pragma(store, "user_version"));
            assertEquals(String.valueOf(Migrations.APPLICATION_ID), Stores.pragma(store, "application_id"));
        } finally {
            store.close();
        }
    }

    @Test
    void doesNotServeWhereAcknowledgedMightNotBeOnDisk() throws SQLException {
        try (Connection connection = new Database(folder.resolve("any.db")).openForWriting()) {
            Database.run(connection, "PRAGMA synchronous = NORMAL");

            IllegalStateException refusal =
                    assertThrows(IllegalStateException.class, () -> Database.verify(connection));
            assertTrue(refusal.getMessage().contains("synchronous"), refusal.getMessage());
        }
    }

    @Test
    void readsCannotWrite() throws SQLException {
        Stores.open(folder).close();
        try (Connection connection = new Database(folder.resolve("webhooks.db")).openForReading()) {
            assertThrows(SQLException.class, () -> Database.run(connection, "DELETE FROM webhooks"));
        }
    }

    @Test
    void leavesNoLogBehindWhenItCloses() {
        SqliteStore store = Stores.open(folder);
        Stores.fill(store, Stores.register(store), 100);
        assertTrue(Files.exists(folder.resolve("webhooks.db-wal")));

        store.close();

        assertFalse(Files.exists(folder.resolve("webhooks.db-wal")));
    }

    @Test
    void erasesTheSecretsOfAnUnregisteredWebhook() throws IOException {
        SqliteStore store = Stores.open(folder);
        UUID id = UUID.randomUUID();
        byte[] ciphertext = ("sealed " + id).getBytes(StandardCharsets.UTF_8);
        SealedSecret secret = new SealedSecret("key", new byte[12], ciphertext, Long.MAX_VALUE);
        StoredWebhook sample = Samples.webhook(id, store.now());
        Stores.await(store.insertWebhook(new StoredWebhook(
                id, sample.webhook(), List.of(secret), false, 0)));
        store.close();
        assertTrue(holds(ciphertext), "kept as given");

        store = Stores.open(folder);
        Stores.await(store.deleteWebhook(id));
        assertEquals(List.of(), store.webhook(id).orElseThrow().secrets());
        store.close();

        assertFalse(holds(ciphertext), "erased, not only unlinked");
    }

    private boolean holds(byte[] bytes) throws IOException {
        String text = new String(Files.readAllBytes(folder.resolve("webhooks.db")), StandardCharsets.ISO_8859_1);
        return text.contains(new String(bytes, StandardCharsets.ISO_8859_1));
    }
}
