package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Refuses new events before the disk is full: outcomes of what is stored already still have to be written, or it would
 * be sent again and again.
 */
final class Space {

    private final FileStore disk;
    private final PreparedStatement usedBytes;

    Space(Path folder, Connection connection) throws IOException, SQLException {
        this.disk = Files.getFileStore(folder);
        usedBytes = connection.prepareStatement("""
                SELECT (page_count - freelist_count) * page_size
                  FROM pragma_page_count, pragma_freelist_count, pragma_page_size""");
    }

    /** @throws WebhookException {@code FULL} */
    void require(Settings bounds) throws SQLException {
        if (bounds.databaseMaxBytes() > 0 && used() >= bounds.databaseMaxBytes()) {
            throw full("the webhook store's database is at its bound, database.max.mib = "
                    + Settings.mebibytes(bounds.databaseMaxBytes()));
        }
        if (free() < bounds.diskReserveBytes()) {
            throw full("less than disk.reserve.mib = " + Settings.mebibytes(bounds.diskReserveBytes())
                    + " is free on the disk of the webhook store");
        }
    }

    private long used() throws SQLException {
        try (ResultSet row = usedBytes.executeQuery()) {
            return row.getLong(1);
        }
    }

    private long free() {
        try {
            return disk.getUsableSpace();
        } catch (IOException e) {
            throw new WebhookException(
                    Reason.UNAVAILABLE, null, "the disk of the webhook store does not answer", e);
        }
    }

    private static WebhookException full(String message) {
        return new WebhookException(Reason.FULL, message);
    }
}
