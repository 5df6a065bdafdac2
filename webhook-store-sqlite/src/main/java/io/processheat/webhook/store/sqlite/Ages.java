package io.processheat.webhook.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/**
 * When events were stored, as far as that can be known: a gateway without a clock boots in 1970 and learns the time
 * later. What was stored before counts as stored when the time was known.
 */
final class Ages {

    /** Before this program existed. */
    static final long UNKNOWN_BEFORE = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

    private final Connection connection;
    private long knownFrom = -1;
    private long knownTime;

    Ages(Connection connection) {
        this.connection = connection;
    }

    /** To be asked in the order of events. */
    long storedAt(long event, long createdAt) throws SQLException {
        if (createdAt >= UNKNOWN_BEFORE) {
            return createdAt;
        }
        if (event > knownFrom) {
            lookAhead(event);
        }
        return knownTime;
    }

    private void lookAhead(long event) throws SQLException {
        knownFrom = Sql.number(
                        connection,
                        "SELECT event FROM events WHERE event > ?1 AND created_at >= ?2 ORDER BY event LIMIT 1",
                        event,
                        UNKNOWN_BEFORE)
                .orElse(Long.MAX_VALUE);
        knownTime = knownFrom == Long.MAX_VALUE
                ? Long.MAX_VALUE
                : Sql.number(connection, "SELECT created_at FROM events WHERE event = ?1", knownFrom).getAsLong();
    }
}
