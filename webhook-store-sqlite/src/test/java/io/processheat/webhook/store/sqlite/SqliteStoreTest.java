package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.spi.WebhookStore;
import io.processheat.webhook.spi.WebhookStoreContract;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.LongSupplier;

/** The SQLite store keeps the contract of all stores. */
class SqliteStoreTest extends WebhookStoreContract {

    @Override
    protected WebhookStore open(Path folder, LongSupplier clock) {
        try {
            return new SqliteStore(folder, clock, Settings.DEFAULTS);
        } catch (IOException | SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    protected void close(WebhookStore store) {
        ((SqliteStore) store).close();
    }
}
