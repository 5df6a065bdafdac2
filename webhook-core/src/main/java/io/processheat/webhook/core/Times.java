package io.processheat.webhook.core;

import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import java.time.Instant;

/** Times that callers bring. */
final class Times {

    /** ISO 8601 writes the years from here to {@link #LATEST} with four digits. */
    private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private Times() {}

    static boolean isWritable(Instant time) {
        return !time.isBefore(EARLIEST) && !time.isAfter(LATEST);
    }

    /** Milliseconds since 1970. */
    static long checkedMillis(Instant time, String field) {
        if (!isWritable(time)) {
            throw new WebhookException(Reason.INVALID, field, field + " " + time + " is not within the years 0 to 9999");
        }
        return time.toEpochMilli();
    }
}
