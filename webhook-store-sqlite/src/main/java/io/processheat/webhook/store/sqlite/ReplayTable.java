package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.FailureReason;
import io.processheat.webhook.spi.EventTerms;
import io.processheat.webhook.store.sqlite.Draft.Original;
import io.processheat.webhook.store.sqlite.TimeSpan.Range;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Finds deliveries that may be repeated. */
final class ReplayTable {

    private static final String SELECT = """
            SELECT d.sequence, w.webhook_id, d.event, d.status, d.reason, d.test, d.key_number, e.type, e.priority,
                   e.ordering_key, e.expires_at,
                   EXISTS (SELECT 1 FROM deliveries r INDEXED BY deliveries_replays
                            WHERE r.event = d.event AND r.webhook = d.webhook AND r.replay_of = d.sequence)
              FROM deliveries d JOIN webhooks w ON w.webhook = d.webhook JOIN events e ON e.event = d.event
            """;

    static final String NEWEST = SELECT + """
             WHERE d.sequence = max(
                   coalesce((SELECT max(sequence) FROM deliveries INDEXED BY deliveries_once
                              WHERE event = ?1 AND webhook = ?2 AND replay_of IS NULL), 0),
                   coalesce((SELECT max(sequence) FROM deliveries INDEXED BY deliveries_replays
                              WHERE event = ?1 AND webhook = ?2 AND replay_of IS NOT NULL), 0))""";

    /** From the index (webhook, status, priority, sequence). What ended_through covers has FAILED, whatever the row says. */
    private static final String ENDED = """
            SELECT * FROM (SELECT sequence FROM deliveries INDEXED BY deliveries_by_status
                            WHERE webhook = ?1 AND status = %d AND priority = %d AND sequence BETWEEN ?2 AND %s
                            ORDER BY sequence LIMIT ?5)""";

    static final String FAILED = SELECT + " WHERE d.sequence IN ("
            + Codes.PRIORITIES.stream()
                    .map(priority -> ENDED.formatted(Codes.FAILED, priority, "?3") + " UNION ALL "
                            + Codes.UNFINISHED.stream()
                                    .map(status -> ENDED.formatted(status, priority, "min(?3, ?4)"))
                                    .collect(Collectors.joining(" UNION ALL ")))
                    .collect(Collectors.joining(" UNION ALL "))
            + ") ORDER BY d.sequence LIMIT ?5";

    private final Connection connection;
    private final PreparedStatement newest;

    /**
     * A delivery that may be repeated.
     *
     * @param status a code
     * @param reason where it is FAILED, else null
     * @param keyNumber or null
     * @param replayed whether it was repeated already
     */
    record Past(
            long sequence,
            UUID webhookId,
            long event,
            int status,
            FailureReason reason,
            boolean test,
            Long keyNumber,
            String type,
            EventTerms terms,
            boolean replayed) {

        /** Its end, in the row or by the webhook's {@code ended_through}; null where it is SENT or unfinished. */
        FailureReason failure(WebhookState webhook) {
            if (status == Codes.FAILED) {
                return reason;
            }
            boolean ended = status != Codes.SENT && webhook.hasEnded(sequence, test);
            return ended ? FailureReason.DEACTIVATED : null;
        }

        boolean isFinished(WebhookState webhook) {
            return status == Codes.SENT || failure(webhook) != null;
        }

        Draft repeatedAs(UUID deliveryId) {
            return new Draft(deliveryId, event, type, terms, test, new Original(sequence, keyNumber));
        }
    }

    ReplayTable(Connection connection) throws SQLException {
        this.connection = connection;
        newest = connection.prepareStatement(NEWEST);
    }

    Optional<Past> byId(UUID deliveryId) throws SQLException {
        return Sql.list(
                        connection,
                        ReplayTable::past,
                        SELECT + " WHERE d.tenant = 1 AND d.delivery_id = ?1",
                        Uuids.bytes(deliveryId))
                .stream()
                .findFirst();
    }

    /** The last delivery of an event to a webhook, be it a replay. */
    Optional<Past> newest(long event, long webhook) throws SQLException {
        newest.setLong(1, event);
        newest.setLong(2, webhook);
        try (ResultSet row = newest.executeQuery()) {
            return row.next() ? Optional.of(past(row)) : Optional.empty();
        }
    }

    /** Those that ended FAILED, in the order of their sequences. */
    List<Past> failed(WebhookState webhook, Range sequences, int limit) throws SQLException {
        return Sql.list(
                connection,
                ReplayTable::past,
                FAILED,
                webhook.row(),
                sequences.first(),
                sequences.last(),
                webhook.endedThrough(),
                limit);
    }

    private static Past past(ResultSet row) throws SQLException {
        Integer reason = Sql.nullableInt(row, 5);
        return new Past(
                row.getLong(1),
                Uuids.uuid(row.getBytes(2)),
                row.getLong(3),
                row.getInt(4),
                reason == null ? null : Codes.reason(reason),
                row.getBoolean(6),
                Sql.nullableLong(row, 7),
                row.getString(8),
                EventTable.terms(row, 9),
                row.getBoolean(12));
    }
}
