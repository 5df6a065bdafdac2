package io.processheat.webhook.store.sqlite;

import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Finds what is due for a webhook. Each source comes out of an index in its order and stops at the limit, so a backlog of
 * a million costs what a short one does, and one of low priority costs the others nothing. The indexes are named because
 * SQLite, which does not count rows, would look for tests in the whole backlog.
 *
 * <p>PENDING deliveries come in the order of their sequence. That is the order of their due times, except after the
 * wall clock was set back: then it is the better one, and a page is still sorted by due time.
 */
final class DueQuery {

    /** {@code ?2}: up to this sequence all that is unfinished counts as ended. */
    static final String DUE = """
            SELECT * FROM (SELECT %1$s FROM deliveries INDEXED BY deliveries_by_status
                            WHERE webhook = ?1 AND status = 0 AND priority = ?5 AND test = 0 AND sequence > ?2
                              AND due <= ?3
                            ORDER BY sequence LIMIT ?4)
            UNION ALL
            SELECT * FROM (SELECT %1$s FROM deliveries INDEXED BY deliveries_retrying
                            WHERE webhook = ?1 AND status = 2 AND priority = ?5 AND sequence > ?2 AND due <= ?3
                            ORDER BY due, sequence LIMIT ?4)
            ORDER BY due, sequence LIMIT ?4""".formatted(DueRow.COLUMNS);

    static final String TESTS = """
            SELECT %s FROM deliveries INDEXED BY deliveries_tests
             WHERE webhook = ?1 AND status = 0 AND test = 1 AND due <= ?2 ORDER BY sequence LIMIT ?3""".formatted(DueRow.COLUMNS);

    private static final String NEXT_RETRY = """
            SELECT * FROM (SELECT due FROM deliveries INDEXED BY deliveries_retrying
                            WHERE webhook = ?1 AND status = 2 AND priority = %d AND sequence > ?2 AND due > ?3
                            ORDER BY due LIMIT 1)""";

    /** Asked where everything that is due fits on a page, so few rows are left to look at. */
    static final String NEXT = """
            SELECT min(due) FROM
                (SELECT min(due) AS due FROM deliveries INDEXED BY deliveries_by_status
                  WHERE webhook = ?1 AND status = 0 AND test = 0 AND sequence > ?2 AND due > ?3
                 UNION ALL
                 SELECT min(due) FROM deliveries INDEXED BY deliveries_tests
                  WHERE webhook = ?1 AND status = 0 AND test = 1 AND due > ?3
                 UNION ALL %s)"""
            .formatted(Codes.PRIORITIES.stream().map(NEXT_RETRY::formatted).collect(joining(" UNION ALL ")));

    private final PreparedStatement due;
    private final PreparedStatement tests;
    private final PreparedStatement next;

    DueQuery(Connection connection) throws SQLException {
        due = connection.prepareStatement(DUE);
        tests = connection.prepareStatement(TESTS);
        next = connection.prepareStatement(NEXT);
    }

    /** Tests, then the most important first, then the longest due. */
    List<DueRow> due(WebhookState webhook, long until, long limit) throws SQLException {
        tests.setLong(1, webhook.row());
        tests.setLong(2, until);
        tests.setLong(3, limit);
        List<DueRow> found = new ArrayList<>();
        DueRow.addAll(tests, found);
        bind(due, webhook, until);
        for (int priority : Codes.PRIORITIES) {
            if (found.size() < limit && webhook.delivers()) {
                due.setLong(4, limit - found.size());
                due.setInt(5, priority);
                DueRow.addAll(due, found);
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
        statement.setLong(2, webhook.delivers() ? webhook.endedThrough() : Long.MAX_VALUE);
        statement.setLong(3, time);
    }
}
