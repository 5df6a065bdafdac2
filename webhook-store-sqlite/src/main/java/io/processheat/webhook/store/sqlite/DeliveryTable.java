package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.FailureReason;
import io.processheat.webhook.Priority;
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

    static final String END = """
            UPDATE deliveries SET status = 3, reason = ?1, due = NULL
             WHERE sequence IN (SELECT sequence FROM deliveries INDEXED BY deliveries_by_status
                                 WHERE webhook = ?2 AND status = ?3 AND priority = ?7 AND sequence <= ?4
                                   AND test <= ?5
                                 ORDER BY sequence LIMIT ?6)""";

    private final PreparedStatement insert;
    private final PreparedStatement insertAny;
    private final PreparedStatement move;
    private final PreparedStatement sent;
    private final PreparedStatement progress;
    private final PreparedStatement status;
    private final PreparedStatement endOne;
    private final PreparedStatement ofEvent;
    private final PreparedStatement end;
    private long last;

    /** Where a delivery stands. */
    record Progress(WebhookStatus status, FailureReason reason, int attempts) {}

    DeliveryTable(Connection connection) throws SQLException {
        insert = connection.prepareStatement("""
                INSERT INTO deliveries (sequence, delivery_id, webhook, event, created_at, due, priority)
                VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6)
                ON CONFLICT DO NOTHING""");
        insertAny = connection.prepareStatement("""
                INSERT INTO deliveries (sequence, delivery_id, webhook, event, created_at, due, status, reason, test,
                                        replay_of, priority, expires_at, order_key, key_number)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)""");
        move = connection.prepareStatement("""
                UPDATE deliveries SET status = ?1, reason = ?2, attempts = ?9, due = ?4, sent_at = ?5
                 WHERE sequence = ?6 AND webhook = ?7 AND attempts = ?3 AND (status IN (0, 2) OR ?8)""");
        sent = connection.prepareStatement("""
                UPDATE deliveries SET status = 1, attempts = 1, due = NULL, sent_at = ?1, first_try = ?2
                 WHERE sequence = ?3 AND webhook = ?4 AND attempts = 0 AND status IN (0, 2)""");
        progress = connection.prepareStatement(
                "SELECT status, reason, attempts FROM deliveries WHERE sequence = ?1 AND webhook = ?2");
        status = connection.prepareStatement("SELECT status FROM deliveries WHERE sequence = ?1");
        endOne = connection.prepareStatement("""
                UPDATE deliveries SET status = 3, reason = ?1, due = NULL
                 WHERE sequence = ?2 AND status IN (0, 2, 4)""");
        ofEvent = connection.prepareStatement(
                "SELECT delivery_id FROM deliveries WHERE event = ?1 AND replay_of IS NULL ORDER BY sequence");
        end = connection.prepareStatement(END);
        // Also where the newest rows are gone by now: a sequence is given once, and ended_through must not cover new ones.
        last = Sql.number(connection, """
                SELECT max(coalesce((SELECT max(sequence) FROM deliveries), 0),
                           coalesce((SELECT max(ended_through) FROM webhooks), 0))""").orElse(0);
    }

    long lastSequence() {
        return last;
    }

    /** The sequence of a delivery that is inserted now or later. */
    long nextSequence() {
        return ++last;
    }

    /** This sequence was given to a delivery that is inserted later. */
    void reached(long sequence) {
        last = Math.max(last, sequence);
    }

    /**
     * One without a key, a deadline or a past: most are.
     *
     * @return false where the id was there and nothing was stored
     */
    boolean insert(long sequence, UUID deliveryId, long webhook, long event, long now, Priority priority)
            throws SQLException {
        insert.setLong(1, sequence);
        insert.setBytes(2, Uuids.bytes(deliveryId));
        insert.setLong(3, webhook);
        insert.setLong(4, event);
        insert.setLong(5, now);
        insert.setInt(6, Codes.of(priority));
        return insert.executeUpdate() == 1;
    }

    /** @return its sequence */
    long insert(NewRow row) throws SQLException {
        insertAny.setLong(1, last + 1);
        insertAny.setBytes(2, Uuids.bytes(row.deliveryId()));
        insertAny.setLong(3, row.webhook());
        insertAny.setLong(4, row.event());
        insertAny.setLong(5, row.now());
        insertAny.setObject(6, row.reason() == null ? row.now() : null);
        insertAny.setInt(7, row.status());
        insertAny.setObject(8, row.reason() == null ? null : Codes.of(row.reason()));
        insertAny.setInt(9, row.test() ? 1 : 0);
        insertAny.setObject(10, row.replayOf());
        insertAny.setInt(11, Codes.of(row.priority()));
        insertAny.setObject(12, Expiry.stored(row.expiresAt()));
        insertAny.setObject(13, row.orderKey());
        insertAny.setObject(14, row.keyNumber());
        insertAny.executeUpdate();
        return ++last;
    }

    /**
     * Moves a delivery on.
     *
     * @param finishedToo also where it is finished already
     * @return false where it has another number of attempts, or is finished
     */
    boolean move(long sequence, long webhook, int attempts, Step to, boolean finishedToo) throws SQLException {
        move.setInt(9, attempts + to.attempts());
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

    /**
     * Makes a delivery SENT by its first attempt.
     *
     * @param firstTry see {@link FirstTry}
     * @return false where there was another attempt, or it is finished
     */
    boolean sent(long sequence, long webhook, long sentAt, long firstTry) throws SQLException {
        sent.setLong(1, sentAt);
        sent.setLong(2, firstTry);
        sent.setLong(3, sequence);
        sent.setLong(4, webhook);
        return sent.executeUpdate() == 1;
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

    /** Whether it is unfinished and has so many attempts. */
    boolean awaits(long sequence, long webhook, int attempts) throws SQLException {
        Progress stands = progress(sequence, webhook);
        return stands != null && !stands.status().isFinal() && stands.attempts() == attempts;
    }

    /** The code of its status; {@link Codes#FAILED} where it is gone. */
    int status(long sequence) throws SQLException {
        status.setLong(1, sequence);
        try (ResultSet row = status.executeQuery()) {
            return row.next() ? row.getInt(1) : Codes.FAILED;
        }
    }

    /** Ends a delivery without an outcome, where it is unfinished. */
    boolean end(long sequence, FailureReason reason) throws SQLException {
        endOne.setInt(1, Codes.of(reason));
        endOne.setLong(2, sequence);
        return endOne.executeUpdate() == 1;
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
     * Ends unfinished deliveries.
     *
     * @return how many; below the limit: there are no more
     */
    int end(WebhookState webhook, int limit) throws SQLException {
        FailureReason reason = webhook.deleted() ? FailureReason.UNREGISTERED : FailureReason.DEACTIVATED;
        int left = limit;
        for (int status : Codes.UNFINISHED) {
            for (int priority : Codes.PRIORITIES) {
                left -= left == 0 ? 0 : end(webhook, status, priority, reason, left);
            }
        }
        return limit - left;
    }

    private int end(WebhookState webhook, int status, int priority, FailureReason reason, int limit)
            throws SQLException {
        end.setInt(1, Codes.of(reason));
        end.setLong(2, webhook.row());
        end.setInt(3, status);
        end.setLong(4, webhook.endedThrough());
        end.setInt(5, webhook.deleted() ? 1 : 0);
        end.setInt(6, limit);
        end.setInt(7, priority);
        return end.executeUpdate();
    }

    /**
     * What an outcome makes of a delivery.
     *
     * @param attempts 1, or 0 where it ends without one
     * @param dueAt where RETRYING, else null
     * @param sentAt where SENT, else null
     */
    record Step(int attempts, WebhookStatus status, FailureReason reason, Long dueAt, Long sentAt) {}

    /**
     * A delivery to insert.
     *
     * @param status a code, of an unfinished one where there is no reason
     * @param reason where it is born FAILED, else null
     * @param replayOf sequence of the one that it repeats, or null
     * @param orderKey with its number, or both null
     */
    record NewRow(
            UUID deliveryId,
            long webhook,
            long event,
            long now,
            int status,
            FailureReason reason,
            boolean test,
            Long replayOf,
            Priority priority,
            long expiresAt,
            Long orderKey,
            Long keyNumber) {}
}
