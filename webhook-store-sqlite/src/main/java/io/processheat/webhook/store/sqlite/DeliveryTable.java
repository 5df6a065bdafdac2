package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.FailureReason;
import io.processheat.webhook.WebhookStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Writes deliveries: makes them, moves them on, ends them. */
final class DeliveryTable {

    private final PreparedStatement insert;
    private final PreparedStatement insertTest;
    private final PreparedStatement move;
    private final PreparedStatement progress;
    private final PreparedStatement ofEvent;
    private final PreparedStatement end;
    private long last;

    /** Where a delivery stands. */
    record Progress(WebhookStatus status, FailureReason reason, int attempts) {}

    DeliveryTable(Connection connection) throws SQLException {
        insert = connection.prepareStatement("""
                INSERT INTO deliveries (sequence, delivery_id, webhook, event, created_at, due)
                VALUES (?1, ?2, ?3, ?4, ?5, ?5)""");
        insertTest = connection.prepareStatement("""
                INSERT INTO deliveries (sequence, delivery_id, webhook, event, created_at, due, test)
                VALUES (?1, ?2, ?3, ?4, ?5, ?5, 1)""");
        move = connection.prepareStatement("""
                UPDATE deliveries SET status = ?1, reason = ?2, attempts = ?3 + 1, due = ?4, sent_at = ?5
                 WHERE sequence = ?6 AND webhook = ?7 AND attempts = ?3 AND (status IN (0, 2) OR ?8)""");
        progress = connection.prepareStatement(
                "SELECT status, reason, attempts FROM deliveries WHERE sequence = ?1 AND webhook = ?2");
        ofEvent = connection.prepareStatement(
                "SELECT delivery_id FROM deliveries WHERE event = ?1 AND replay_of IS NULL ORDER BY sequence");
        end = connection.prepareStatement("""
                UPDATE deliveries SET status = 3, reason = ?1, due = NULL
                 WHERE sequence IN (SELECT sequence FROM deliveries INDEXED BY deliveries_by_status
                                     WHERE webhook = ?2 AND status = ?3 AND sequence <= ?4 AND test <= ?5
                                     ORDER BY sequence LIMIT ?6)""");
        last = Sql.number(connection, "SELECT max(sequence) FROM deliveries").orElse(0);
    }

    long lastSequence() {
        return last;
    }

    /** @return its sequence */
    long insert(UUID deliveryId, long webhook, long event, long now, boolean test) throws SQLException {
        PreparedStatement statement = test ? insertTest : insert;
        statement.setLong(1, last + 1);
        statement.setBytes(2, Uuids.bytes(deliveryId));
        statement.setLong(3, webhook);
        statement.setLong(4, event);
        statement.setLong(5, now);
        statement.executeUpdate();
        return ++last;
    }

    /**
     * Moves a delivery on by one attempt.
     *
     * @param finishedToo also where it is finished already
     * @return false where it has another number of attempts, or is finished
     */
    boolean move(long sequence, long webhook, int attempts, Step to, boolean finishedToo) throws SQLException {
        move.setInt(1, Codes.of(to.status()));
        move.setObject(2, to.reason() == null ? null : Codes.of(to.reason()));
        move.setInt(3, attempts);
        move.setObject(4, to.dueAt());
        move.setObject(5, to.sentAt());
        move.setLong(6, sequence);
        move.setLong(7, webhook);
        move.setInt(8, finishedToo ? 1 : 0);
        return move.executeUpdate() == 1;
    }

    /** Null where there is no such delivery. */
    Progress progress(long sequence, long webhook) throws SQLException {
        progress.setLong(1, sequence);
        progress.setLong(2, webhook);
        try (ResultSet row = progress.executeQuery()) {
            if (!row.next()) {
                return null;
            }
            Integer reason = Sql.nullableInt(row, 2);
            return new Progress(
                    Codes.status(row.getInt(1)), reason == null ? null : Codes.reason(reason), row.getInt(3));
        }
    }

    /** Ids of what an event made when it was first stored. */
    List<UUID> idsOf(long event) throws SQLException {
        ofEvent.setLong(1, event);
        List<UUID> ids = new ArrayList<>();
        try (ResultSet rows = ofEvent.executeQuery()) {
            while (rows.next()) {
                ids.add(Uuids.uuid(rows.getBytes(1)));
            }
        }
        return ids;
    }

    /**
     * Ends unfinished deliveries, oldest first.
     *
     * @return how many; below the limit: there are no more
     */
    int end(WebhookState webhook, int limit) throws SQLException {
        FailureReason reason = webhook.deleted() ? FailureReason.UNREGISTERED : FailureReason.DEACTIVATED;
        int ended = end(webhook, Codes.PENDING, reason, limit);
        return ended + (ended < limit ? end(webhook, Codes.RETRYING, reason, limit - ended) : 0);
    }

    private int end(WebhookState webhook, int status, FailureReason reason, int limit) throws SQLException {
        end.setInt(1, Codes.of(reason));
        end.setLong(2, webhook.row());
        end.setInt(3, status);
        end.setLong(4, webhook.endedThrough());
        end.setInt(5, webhook.deleted() ? 1 : 0);
        end.setInt(6, limit);
        return end.executeUpdate();
    }

    /**
     * What an attempt makes of a delivery.
     *
     * @param dueAt where RETRYING, else null
     * @param sentAt where SENT, else null
     */
    record Step(WebhookStatus status, FailureReason reason, Long dueAt, Long sentAt) {}
}
