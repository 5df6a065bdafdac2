package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What went wrong in the database, in the words of the API. */
final class StoreErrors {

    private StoreErrors() {}

    static boolean isFull(Throwable failure) {
        return failure instanceof SQLException e && (e.getErrorCode() & 0xff) == SQLiteErrorCode.SQLITE_FULL.code;
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
