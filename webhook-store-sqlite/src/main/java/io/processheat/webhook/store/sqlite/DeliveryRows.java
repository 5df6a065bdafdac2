package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.Attempt;
import io.processheat.webhook.Delivery;
import io.processheat.webhook.WebhookStatus;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads deliveries as the API shows them. */
final class DeliveryRows {

    private static final String SELECT = """
            SELECT d.sequence, d.delivery_id, w.webhook_id, e.event_id, e.type, d.status, d.reason, d.attempts,
                   (SELECT a.http_status FROM attempts a
                     WHERE a.delivery = d.sequence AND a.http_status IS NOT NULL ORDER BY a.number DESC LIMIT 1),
                   (SELECT a.error FROM attempts a WHERE a.delivery = d.sequence ORDER BY a.number DESC LIMIT 1),
                   d.created_at, d.sent_at, d.due, d.priority, e.ordering_key, d.key_number, d.expires_at,
                   (SELECT o.delivery_id FROM deliveries o WHERE o.sequence = d.replay_of), e.provenance,
                   d.first_try
              FROM deliveries d
              JOIN events e ON e.event = d.event
              JOIN webhooks w ON w.webhook = d.webhook
            """;

    /** The newest of one status and priority, straight from the index (webhook, status, priority, sequence). */
    private static final String OF_STATUS = """
            SELECT sequence FROM deliveries INDEXED BY deliveries_by_status
             WHERE webhook = ?1 AND status = %d AND priority = %d AND sequence < ?2 ORDER BY sequence DESC LIMIT ?3""";

    private DeliveryRows() {}

    static Optional<Delivery> byId(Connection connection, UUID deliveryId) throws SQLException {
        return Sql.list(
                        connection,
                        DeliveryRows::map,
                        SELECT + " WHERE d.tenant = 1 AND d.delivery_id = ?1",
                        Uuids.bytes(deliveryId))
                .stream()
                .findFirst();
    }

    static List<Delivery> newestFirst(
            Connection connection, long webhook, Optional<WebhookStatus> status, long before, long limit)
            throws SQLException {
        return Sql.list(connection, DeliveryRows::map, newestFirst(status), webhook, before, limit);
    }

    /** The newest of all statuses and priorities that are asked for are merged: whatever the backlog, few rows are read. */
    static String newestFirst(Optional<WebhookStatus> status) {
        String candidates = status.map(Codes::all)
                .orElse(Codes.STATUSES)
                .stream()
                .flatMap(code -> Codes.PRIORITIES.stream().map(priority -> OF_STATUS.formatted(code, priority)))
                .map(newest -> "SELECT * FROM (" + newest + ")")
                .collect(Collectors.joining(" UNION ALL "));
        return SELECT + " WHERE d.sequence IN (" + candidates + ") ORDER BY d.sequence DESC LIMIT ?3";
    }

    private static Delivery map(ResultSet row) throws SQLException {
        return new Delivery(
                Uuids.uuid(row.getBytes(2)).toString(),
                row.getLong(1),
                Uuids.uuid(row.getBytes(3)).toString(),
                row.getString(4),
                row.getString(5),
                Codes.status(row.getInt(6)),
                Optional.ofNullable(Sql.nullableInt(row, 7)).map(Codes::reason),
                row.getInt(8),
                httpStatus(row),
                Optional.ofNullable(row.getString(10)),
                instant(row, 11).orElseThrow(),
                instant(row, 12),
                instant(row, 13),
                Codes.priority(row.getInt(14)),
                Optional.ofNullable(row.getString(15)),
                Optional.ofNullable(Sql.nullableLong(row, 16)),
                instant(row, 17),
                Optional.ofNullable(row.getBytes(18)).map(Uuids::uuid).map(UUID::toString),
                HexFormat.of().formatHex(row.getBytes(19)));
    }

    private static Optional<Integer> httpStatus(ResultSet row) throws SQLException {
        Optional<Integer> ofRow = Optional.ofNullable(Sql.nullableInt(row, 9));
        return ofRow.isPresent() ? ofRow : FirstTry.unpacked(row.getLong(20), row.getLong(12)).flatMap(Attempt::httpStatus);
    }

    private static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(Sql.nullableLong(row, column)).map(Instant::ofEpochMilli);
    }
}
