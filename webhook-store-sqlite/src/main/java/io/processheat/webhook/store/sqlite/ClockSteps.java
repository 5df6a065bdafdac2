package io.processheat.webhook.store.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the wall clock was set back. Between two steps times only grow with the keys of the rows, so that what was stored
 * in a span of time is found by bisection: right after any leap of the clock, and free for publishing.
 */
final class ClockSteps {

    private final PreparedStatement put;
    private final List<Step> steps;
    private long last;

    /** First keys after a step back. */
    record Step(long firstEvent, long firstSequence) {}

    ClockSteps(Connection connection) throws SQLException {
        put = connection.prepareStatement("INSERT INTO clock_steps (first_event, first_sequence) VALUES (?1, ?2)");
        steps = new ArrayList<>(Sql.list(
                connection,
                row -> new Step(row.getLong(1), row.getLong(2)),
                "SELECT first_event, first_sequence FROM clock_steps ORDER BY first_event, first_sequence"));
        last = Sql.number(connection, """
                SELECT max(coalesce((SELECT created_at FROM events ORDER BY event DESC LIMIT 1), 0),
                           coalesce((SELECT created_at FROM deliveries ORDER BY sequence DESC LIMIT 1), 0))""").orElse(0);
    }

    /** To be called before rows of this time are stored. */
    void storing(long now, EventTable events, DeliveryTable deliveries) throws SQLException {
        if (now < last) {
            steppedBack(new Step(events.last() + 1, deliveries.lastSequence() + 1));
        }
        last = now;
    }

    /** Whether the clock was set back since something was stored last. */
    boolean isBehind(long now) {
        return now < last;
    }

    /** Something is stored later that was taken at this time. */
    void reached(long time) {
        last = Math.max(last, time);
    }

    private void steppedBack(Step step) throws SQLException {
        put.setLong(1, step.firstEvent());
        put.setLong(2, step.firstSequence());
        put.executeUpdate();
        steps.add(step);
    }

    List<Step> steps() {
        return steps;
    }
}
