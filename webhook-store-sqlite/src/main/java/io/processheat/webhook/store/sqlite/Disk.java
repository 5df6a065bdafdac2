package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** The disk that the data folder lies on. Safe from any thread. */
final class Disk {

    private final FileStore store;

    Disk(Path folder) throws IOException {
        this.store = Files.getFileStore(folder);
    }

    /** Bytes that this process may still write. */
    long free() {
        try {
            return store.getUsableSpace();
        } catch (IOException e) {
            throw new WebhookException(
                    Reason.UNAVAILABLE, null, "the disk of the webhook store does not answer", e);
        }
    }
}
