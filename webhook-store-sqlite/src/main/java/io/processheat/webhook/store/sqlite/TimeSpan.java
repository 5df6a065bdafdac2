package io.processheat.webhook.store.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What was stored in a span of time, as ranges of keys in the order of storing.
 *
 * @param since inclusive
 * @param until exclusive
 */
record TimeSpan(long since, long until) {

    private static final String EVENT =
            "SELECT event, created_at FROM events WHERE event BETWEEN ?1 AND ?2 ORDER BY event LIMIT 1";
    private static final String DELIVERY =
            "SELECT sequence, created_at FROM deliveries WHERE sequence BETWEEN ?1 AND ?2 ORDER BY sequence LIMIT 1";

    /** Keys from the first to the last, both included. */
    record Range(long first, long last) {

        /** Empty where it ends before. */
        List<Range> after(long key) {
            return last <= key ? List.of() : List.of(new Range(Math.max(first, key + 1), last));
        }
    }

    List<Range> events(Connection connection, Tables tables) throws SQLException {
        List<Long> starts = tables.clock().steps().stream().map(ClockSteps.Step::firstEvent).toList();
        return ranges(connection, EVENT, starts, tables.events().last());
    }

    List<Range> deliveries(Connection connection, Tables tables) throws SQLException {
        List<Long> starts = tables.clock().steps().stream().map(ClockSteps.Step::firstSequence).toList();
        return ranges(connection, DELIVERY, starts, tables.deliveries().lastSequence());
    }

    private List<Range> ranges(Connection connection, String probe, List<Long> starts, long last) throws SQLException {
        List<Range> ranges = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(probe)) {
            long start = 1;
            for (long next : starts) {
                addWithin(new Range(start, next - 1), statement, ranges);
                start = next;
            }
            addWithin(new Range(start, last), statement, ranges);
        }
        return ranges;
    }

    private void addWithin(Range rising, PreparedStatement probe, List<Range> ranges) throws SQLException {
        long first = firstNotBefore(since, rising, probe);
        long end = firstNotBefore(until, rising, probe);
        if (first < end) {
            ranges.add(new Range(first, end - 1));
        }
    }

    /** By bisection: within the range, times do not fall. */
    private static long firstNotBefore(long time, Range rising, PreparedStatement probe) throws SQLException {
        long low = rising.first();
        long high = rising.last();
        while (low <= high) {
            long middle = low + (high - low) / 2;
            probe.setLong(1, middle);
            probe.setLong(2, high);
            try (ResultSet row = probe.executeQuery()) {
                if (row.next() && row.getLong(2) < time) {
                    low = row.getLong(1) + 1;
                } else {
                    high = middle - 1;
                }
            }
        }
        return low;
    }
}
