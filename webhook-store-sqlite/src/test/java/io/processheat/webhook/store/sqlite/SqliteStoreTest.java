package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.spi.WebhookStore;
import io.processheat.webhook.spi.WebhookStoreContract;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** The SQLite store keeps the contract of all stores, and leaves a sound database whatever a test did to it. */
class SqliteStoreTest extends WebhookStoreContract {

    private final Map<WebhookStore, Path> folders = new HashMap<>();

    @Override
    protected WebhookStore open(Path folder, LongSupplier clock) {
        SqliteStore store = Stores.open(folder, clock);
        folders.put(store, folder);
        return store;
    }

    @Override
    protected void close(WebhookStore store) {
        ((SqliteStore) store).close();
        Stores.assertSound(folders.remove(store));
    }
}
