package io.processheat.webhook.store.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * Removes events with their deliveries and attempts, a window of events at a time, oldest first. An event goes as a
 * whole once all its deliveries are finished: a part of them would make it look undelivered to those who recover.
 *
 * <p>The last event and the last delivery stay for ever: at the next start the numbers go on from them.
 */
final class Removal {

    static final long ANY_AGE = Long.MAX_VALUE;

    /** What of an event is still needed, by one of the two indexes that lead from events to deliveries. */
    private static final String NEEDED = """
            EXISTS (SELECT 1 FROM deliveries d INDEXED BY %s
                     WHERE d.event = e.event AND d.replay_of IS %s
                       AND (d.status NOT IN (1, 3) OR d.sequence >= ?3 OR d.created_at >= ?4))""";

    private static final String WINDOW = """
            SELECT e.event, e.created_at,
                   (SELECT count(*) FROM deliveries d INDEXED BY deliveries_once
                     WHERE d.event = e.event AND d.replay_of IS NULL),
                   %s OR %s,
                   EXISTS (SELECT 1 FROM deliveries d INDEXED BY deliveries_replays
                            WHERE d.event = e.event AND d.replay_of IS NOT NULL)
              FROM events e
             WHERE e.event > ?1 AND e.event < (SELECT max(event) FROM events)
             ORDER BY e.event LIMIT ?2""".formatted(
            NEEDED.formatted("deliveries_once", "NULL"), NEEDED.formatted("deliveries_replays", "NOT NULL"));

    private static final String FIRST_MADE = "FROM deliveries INDEXED BY deliveries_once"
            + " WHERE event BETWEEN ?1 AND ?2 AND replay_of IS NULL";
    private static final String REPLAYS = "FROM deliveries INDEXED BY deliveries_replays"
            + " WHERE event BETWEEN ?1 AND ?2 AND replay_of IS NOT NULL";

    /** Those that nobody replayed: a replay names what it repeats. */
    private static final String FINISHED = FIRST_MADE + " " + """
            AND status IN (1, 3) AND sequence < %d
            AND NOT EXISTS (SELECT 1 FROM deliveries r INDEXED BY deliveries_replays
                             WHERE r.event = deliveries.event AND r.replay_of IS NOT NULL)""";

    private final Connection connection;
    private final long lastDelivery;
    private final LongPredicate kept;
    private final Ages ages;

    /**
     * What became of a window.
     *
     * @param through the last event that was looked at
     * @param removed rows
     * @param atEnd whether no events follow
     * @param tooYoung whether the last one was kept for its age
     */
    record Window(long through, int removed, boolean atEnd, boolean tooYoung) {}

    private interface SeenTest {
        boolean test(Seen event) throws SQLException;
    }

    private record Seen(long event, long createdAt, int deliveries, boolean needed, boolean replayed) {}

    Removal(Connection connection, long lastDelivery) {
        this(connection, lastDelivery, event -> false);
    }

    /** @param kept which events stay though they are finished */
    Removal(Connection connection, long lastDelivery, LongPredicate kept) {
        this.connection = connection;
        this.lastDelivery = lastDelivery;
        this.kept = kept;
        this.ages = new Ages(connection);
    }

    /**
     * Removes what is finished among the next events.
     *
     * @param olderThan only what was stored before; {@link #ANY_AGE}: all
     * @param rows to look at and to remove, about
     */
    Window finished(long after, long olderThan, int rows) throws SQLException {
        List<Seen> window = look(after, olderThan, rows);
        Seen youngest = window.isEmpty() ? null : window.get(window.size() - 1);
        int removed = 0;
        for (List<Seen> run : runs(window, event -> !event.needed() && !isTooYoung(event, olderThan))) {
            removed += remove(run);
        }
        long through = youngest == null ? after : youngest.event();
        return new Window(through, removed, youngest == null, youngest != null && isTooYoung(youngest, olderThan));
    }

    /**
     * Removes finished deliveries of the next events though others of these events are not finished. Where a single dead
     * receiver holds all events, this is all the room that there is.
     */
    Window finishedOfUnfinished(long after, int rows) throws SQLException {
        List<Seen> window = look(after, ANY_AGE, rows);
        if (window.isEmpty()) {
            return new Window(after, 0, true, false);
        }
        int removed = 0;
        for (List<Seen> run : runs(window, event -> true)) {
            removed += removeDeliveries(FINISHED.formatted(lastDelivery), first(run), last(run));
        }
        return new Window(last(window), removed, false, false);
    }

    /** The longest pieces of a window of which everything goes. */
    private List<List<Seen>> runs(List<Seen> window, SeenTest goes) throws SQLException {
        List<List<Seen>> runs = new ArrayList<>();
        int first = 0;
        for (int index = 0; index <= window.size(); index++) {
            boolean stays = index == window.size() || kept.test(window.get(index).event()) || !goes.test(window.get(index));
            if (stays && first < index) {
                runs.add(window.subList(first, index));
            }
            first = stays ? index + 1 : first;
        }
        return runs;
    }

    private boolean isTooYoung(Seen event, long olderThan) throws SQLException {
        return olderThan != ANY_AGE && ages.storedAt(event.event(), event.createdAt()) >= olderThan;
    }

    private List<Seen> look(long after, long olderThan, int rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(WINDOW)) {
            statement.setLong(1, after);
            statement.setLong(2, rows);
            statement.setLong(3, lastDelivery);
            statement.setLong(4, olderThan);
            List<Seen> window = new ArrayList<>();
            try (ResultSet found = statement.executeQuery()) {
                for (int left = rows; left > 0 && found.next(); left--) {
                    Seen event = new Seen(
                            found.getLong(1),
                            found.getLong(2),
                            found.getInt(3),
                            found.getBoolean(4),
                            found.getBoolean(5));
                    window.add(event);
                    left -= event.deliveries();
                }
            }
            return window;
        }
    }

    private int remove(List<Seen> events) throws SQLException {
        long first = first(events);
        long last = last(events);
        int removed = events.stream().anyMatch(Seen::replayed) ? removeDeliveries(REPLAYS, first, last) : 0;
        removed += removeDeliveries(FIRST_MADE, first, last);
        return removed + Sql.update(connection, "DELETE FROM events WHERE event BETWEEN ?1 AND ?2", first, last);
    }

    private static long first(List<Seen> events) {
        return events.get(0).event();
    }

    private static long last(List<Seen> events) {
        return events.get(events.size() - 1).event();
    }

    private int removeDeliveries(String which, long first, long last) throws SQLException {
        Sql.update(
                connection, "DELETE FROM attempts WHERE delivery IN (SELECT sequence " + which + ")", first, last);
        return Sql.update(connection, "DELETE " + which, first, last);
    }
}
