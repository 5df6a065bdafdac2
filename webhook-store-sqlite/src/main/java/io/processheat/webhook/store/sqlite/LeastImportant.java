package io.processheat.webhook.store.sqlite;

import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.UUID;

/**
 * Finds undelivered deliveries in the order in which they may be given up: the lowest priority first, of that the oldest,
 * over all webhooks. Each webhook's queue comes out of its index in that order already; the heads of all queues are read
 * once and then merged, so that what is found costs no look at the others.
 */
final class LeastImportant {

    private static final int PAGE = 50;
    private static final List<Integer> LOWEST_FIRST = Codes.PRIORITIES.stream().sorted().toList();

    private static final String OF_STATUS = """
            SELECT * FROM (SELECT sequence, event FROM deliveries INDEXED BY deliveries_by_status
                            WHERE webhook = ?1 AND status = %d AND priority = ?2 AND sequence > ?3 AND test = 0
                            ORDER BY sequence LIMIT ?4)""";

    /** Three short pieces of an index, merged. The length of a payload is known without reading it. */
    static final String NEXT = """
            SELECT sequence, event, (SELECT length(payload) FROM events WHERE events.event = found.event)
              FROM (%s ORDER BY sequence LIMIT ?4) AS found"""
            .formatted(Codes.UNFINISHED.stream().map(OF_STATUS::formatted).collect(joining(" UNION ALL ")));

    private final PreparedStatement next;
    private final PriorityQueue<Head> heads = new PriorityQueue<>(Comparator.comparingLong(Head::sequence));
    private int level;
    private long readAt = -1;

    /** A delivery that was unfinished when it was found. */
    record Found(UUID webhookId, long sequence, long event, long payloadBytes) {}

    /** The next ones of one webhook; never empty. */
    private record Head(WebhookState webhook, Queue<Found> found) {

        long sequence() {
            return found.element().sequence();
        }
    }

    LeastImportant(Connection connection) throws SQLException {
        next = connection.prepareStatement(NEXT);
    }

    /** @return null where nothing is left */
    Found next(WebhookStates states, long lastSequence) throws SQLException {
        if (readAt < lastSequence && mayHaveMissed()) {
            readAt = lastSequence;
            readHeads(0, states);
        }
        while (heads.isEmpty() && level < LOWEST_FIRST.size() - 1) {
            readHeads(level + 1, states);
        }
        if (heads.isEmpty()) {
            return null;
        }
        Head head = heads.remove();
        Found first = head.found().remove();
        addHead(head.webhook(), head.found().isEmpty() ? read(head.webhook(), first.sequence(), PAGE) : head.found());
        return first;
    }

    /** What came after the heads were read goes before those of a higher priority, and before still younger ones. */
    private boolean mayHaveMissed() {
        return level > 0 || heads.isEmpty() || heads.element().sequence() > readAt;
    }

    private void readHeads(int newLevel, WebhookStates states) throws SQLException {
        level = newLevel;
        heads.clear();
        for (WebhookState webhook : states.all()) {
            if (!webhook.deleted()) {
                addHead(webhook, read(webhook, webhook.endedThrough(), 1));
            }
        }
    }

    private void addHead(WebhookState webhook, Queue<Found> found) {
        if (!found.isEmpty()) {
            heads.add(new Head(webhook, found));
        }
    }

    private Queue<Found> read(WebhookState webhook, long after, int limit) throws SQLException {
        next.setLong(1, webhook.row());
        next.setInt(2, LOWEST_FIRST.get(level));
        next.setLong(3, after);
        next.setInt(4, limit);
        Queue<Found> found = new ArrayDeque<>();
        try (ResultSet rows = next.executeQuery()) {
            while (rows.next()) {
                found.add(new Found(webhook.id(), rows.getLong(1), rows.getLong(2), rows.getLong(3)));
            }
        }
        return found;
    }
}
