package io.processheat.webhook.store.sqlite;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Removes ordering keys that were not used since the oldest delivery that their webhook still has. Keys are made by what
 * they name, an alarm for instance, so without this there would be ever more of them.
 */
final class ForgottenKeys implements Chore {

    private static final long BETWEEN_PASSES_MS = Duration.ofMinutes(10).toMillis();

    private static final String OLDEST_OF = """
            SELECT min(sequence) AS oldest FROM deliveries INDEXED BY deliveries_by_status
             WHERE webhook = ?1 AND status = %d AND priority = %d""";

    /** One look per status and priority, whatever the webhook's history. */
    static final String OLDEST = "SELECT min(oldest) FROM ("
            + Codes.STATUSES.stream()
                    .flatMap(status -> Codes.PRIORITIES.stream().map(priority -> OLDEST_OF.formatted(status, priority)))
                    .collect(Collectors.joining(" UNION ALL "))
            + ")";

    private boolean passing;
    private long passedAt;
    private long position;

    private record Seen(long key, long webhook, long lastSequence) {}

    @Override
    public boolean doSome(Session session, Settings settings, long now) throws SQLException {
        if (!passing && Math.abs(now - passedAt) < BETWEEN_PASSES_MS) {
            return false;
        }
        int rows = settings.bounds().maintenanceRows();
        List<Seen> window = look(session, rows);
        if (!window.isEmpty()) {
            session.begin();
            remove(session, window);
            session.commit();
        }
        passing = window.size() == rows;
        position = passing ? window.get(rows - 1).key() : 0;
        passedAt = now;
        return passing;
    }

    /** All of a webhook that goes itself, in the transaction of the caller. */
    static void removeOf(Session session, long webhook) throws SQLException {
        List<Long> keys = Sql.list(
                session.connection(),
                row -> row.getLong(1),
                "SELECT order_key FROM order_keys WHERE webhook = ?1",
                webhook);
        for (long key : keys) {
            forget(session, key);
        }
    }

    private List<Seen> look(Session session, int rows) throws SQLException {
        return Sql.list(
                session.connection(),
                row -> new Seen(row.getLong(1), row.getLong(2), row.getLong(3)),
                """
                SELECT order_key, webhook, last_sequence FROM order_keys
                 WHERE order_key > ?1 ORDER BY order_key LIMIT ?2""",
                position,
                rows);
    }

    private static void remove(Session session, List<Seen> window) throws SQLException {
        Map<Long, Long> oldest = new HashMap<>();
        for (Seen key : window) {
            Long first = oldest.get(key.webhook());
            if (first == null) {
                first = Sql.number(session.connection(), OLDEST, key.webhook()).orElse(Long.MAX_VALUE);
                oldest.put(key.webhook(), first);
            }
            if (key.lastSequence() < first) {
                forget(session, key.key());
            }
        }
    }

    private static void forget(Session session, long key) throws SQLException {
        session.tables().coalesced().forget(key);
        session.tables().keys().forget(key);
    }
}
