package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Refuses new events before the disk is full: outcomes of what is stored already still have to be written, or it would
 * be sent again and again.
 */
final class Space {

    private final Disk disk;
    private final Connection connection;

    Space(Disk disk, Connection connection) {
        this.disk = disk;
        this.connection = connection;
    }

    /** @throws WebhookException {@code FULL} */
    void require(Bounds bounds) throws SQLException {
        if (bounds.databaseMaxBytes() > 0 && Pages.of(connection).used() >= bounds.databaseMaxBytes()) {
            throw full("the webhook store's database is at its bound, database.max.mib = "
                    + Settings.mebibytes(bounds.databaseMaxBytes()));
        }
        if (disk.free() < bounds.diskReserveBytes()) {
            throw full("less than disk.reserve.mib = " + Settings.mebibytes(bounds.diskReserveBytes())
                    + " is free on the disk of the webhook store");
        }
    }

    private static WebhookException full(String message) {
        return new WebhookException(Reason.FULL, message);
    }
}
