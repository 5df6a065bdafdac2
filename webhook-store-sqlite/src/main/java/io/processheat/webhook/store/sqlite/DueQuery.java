package io.processheat.webhook.store.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Finds what is due for a webhook. Each of the three sources comes out of an index in its order and stops at the limit,
 * so a backlog of a million costs what a short one does. The indexes are named because SQLite, which does not count
 * rows, would look for tests in the whole backlog.
 *
 * <p>PENDING deliveries come in the order of their sequence. That is the order of their due times, except after the
 * wall clock was set back: then it is the better one, and a page is still sorted by due time.
 */
final class DueQuery {

    private static final String DUE = """
            SELECT * FROM (SELECT sequence, delivery_id, event, attempts, due, test
                             FROM deliveries INDEXED BY deliveries_by_status
                            WHERE webhook = ?1 AND status = 0 AND test = 0 AND sequence > ?2 AND due <= ?3
                            ORDER BY sequence LIMIT ?4)
            UNION ALL
            SELECT * FROM (SELECT sequence, delivery_id, event, attempts, due, test
                             FROM deliveries INDEXED BY deliveries_retrying
                            WHERE webhook = ?1 AND status = 2 AND sequence > ?2 AND due <= ?3
                            ORDER BY due, sequence LIMIT ?4)
            UNION ALL
            SELECT * FROM (SELECT sequence, delivery_id, event, attempts, due, test
                             FROM deliveries INDEXED BY deliveries_tests
                            WHERE webhook = ?1 AND status = 0 AND test = 1 AND due <= ?3
                            ORDER BY sequence LIMIT ?4)
            ORDER BY due, sequence LIMIT ?4""";

    /** Asked where everything that is due fits on a page, so few rows are left to look at. */
    private static final String NEXT = """
            SELECT min(due) FROM
                (SELECT min(due) AS due FROM deliveries INDEXED BY deliveries_by_status
                  WHERE webhook = ?1 AND status = 0 AND test = 0 AND sequence > ?2 AND due > ?3
                 UNION ALL
                 SELECT * FROM (SELECT due FROM deliveries INDEXED BY deliveries_retrying
                                 WHERE webhook = ?1 AND status = 2 AND sequence > ?2 AND due > ?3
                                 ORDER BY due LIMIT 1)
                 UNION ALL
                 SELECT min(due) FROM deliveries INDEXED BY deliveries_tests
                  WHERE webhook = ?1 AND status = 0 AND test = 1 AND due > ?3)""";

    private final PreparedStatement due;
    private final PreparedStatement next;

    /** A due delivery without its event. */
    record Due(long sequence, UUID deliveryId, long event, int attempts, long dueAt, boolean test) {}

    DueQuery(Connection connection) throws SQLException {
        due = connection.prepareStatement(DUE);
        next = connection.prepareStatement(NEXT);
    }

    /** The longest due first. */
    List<Due> due(WebhookState webhook, long until, long limit) throws SQLException {
        bind(due, webhook, until);
        due.setLong(4, limit);
        List<Due> found = new ArrayList<>();
        try (ResultSet rows = due.executeQuery()) {
            while (rows.next()) {
                found.add(new Due(
                        rows.getLong(1),
                        Uuids.uuid(rows.getBytes(2)),
                        rows.getLong(3),
                        rows.getInt(4),
                        rows.getLong(5),
                        rows.getBoolean(6)));
            }
        }
        return found;
    }

    /** When the earliest is due that is due after this time. */
    OptionalLong next(WebhookState webhook, long after) throws SQLException {
        bind(next, webhook, after);
        try (ResultSet row = next.executeQuery()) {
            Long found = Sql.nullableLong(row, 1);
            return found == null ? OptionalLong.empty() : OptionalLong.of(found);
        }
    }

    private static void bind(PreparedStatement statement, WebhookState webhook, long time) throws SQLException {
        statement.setLong(1, webhook.row());
        statement.setLong(2, webhook.active() ? webhook.endedThrough() : Long.MAX_VALUE);
        statement.setLong(3, time);
    }
}
