package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import java.sql.SQLException;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What went wrong in the database, in the words of the API. */
final class StoreErrors {

    private static final Set<Integer> OF_DISK = Set.of(
            SQLiteErrorCode.SQLITE_FULL.code,
            SQLiteErrorCode.SQLITE_IOERR.code,
            SQLiteErrorCode.SQLITE_CANTOPEN.code,
            SQLiteErrorCode.SQLITE_READONLY.code,
            SQLiteErrorCode.SQLITE_PERM.code,
            SQLiteErrorCode.SQLITE_CORRUPT.code,
            SQLiteErrorCode.SQLITE_NOTADB.code);

    private StoreErrors() {}

    static boolean isFull(Throwable failure) {
        return failure instanceof SQLException e && (e.getErrorCode() & 0xff) == SQLiteErrorCode.SQLITE_FULL.code;
    }

    /** Whether the disk or its files are to blame, and not what a caller gave. */
    static boolean isOfDisk(Throwable failure) {
        return failure instanceof SQLException e && OF_DISK.contains(e.getErrorCode() & 0xff);
    }

    static WebhookException translated(Throwable failure) {
        if (isFull(failure)) {
            return new WebhookException(Reason.FULL, null, "the disk of the webhook store is full", failure);
        }
        return new WebhookException(
                Reason.UNAVAILABLE, null, "the webhook store failed: " + describe(failure), failure);
    }

    static WebhookException closed() {
        return new WebhookException(Reason.UNAVAILABLE, "the webhook store is closed");
    }

    private static String describe(Throwable failure) {
        return failure instanceof SQLiteException e ? e.getResultCode().toString() : failure.toString();
    }
}
