package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.Priority;
import io.processheat.webhook.spi.ClaimedDelivery;
import io.processheat.webhook.spi.EventContent;
import io.processheat.webhook.spi.KeyOrder;
import io.processheat.webhook.spi.Lease;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/**
 * An unfinished delivery without its event.
 *
 * @param orderKey with its number, or both null
 */
record DueRow(
        long sequence,
        UUID deliveryId,
        long event,
        int attempts,
        long dueAt,
        boolean test,
        Priority priority,
        long expiresAt,
        Long orderKey,
        Long keyNumber) {

    static final String COLUMNS =
            "sequence, delivery_id, event, attempts, due, test, priority, expires_at, order_key, key_number";

    static void addAll(PreparedStatement query, List<DueRow> found) throws SQLException {
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                found.add(read(rows));
            }
        }
    }

    private static DueRow read(ResultSet row) throws SQLException {
        return new DueRow(
                row.getLong(1),
                Uuids.uuid(row.getBytes(2)),
                row.getLong(3),
                row.getInt(4),
                row.getLong(5),
                row.getBoolean(6),
                Codes.priority(row.getInt(7)),
                Expiry.read(Sql.nullableLong(row, 8)),
                Sql.nullableLong(row, 9),
                Sql.nullableLong(row, 10));
    }

    /** @param supersedes see {@link ClaimedDelivery#supersedes()} */
    ClaimedDelivery claimed(Lease lease, EventContent content, OrderKeys keys, long supersedes) throws SQLException {
        KeyOrder order = orderKey == null ? null : new KeyOrder(keyNumber, keys.byRow(orderKey).toldThrough());
        return new ClaimedDelivery(
                sequence, deliveryId, lease, content, attempts, dueAt, test, priority, expiresAt, order, supersedes);
    }
}
