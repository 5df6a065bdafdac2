package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.Attempt;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Reads the attempts of a delivery. */
final class AttemptRows {

    private AttemptRows() {}

    static List<Attempt> of(Connection connection, long delivery) throws SQLException {
        Optional<Attempt> only = onlyOne(connection, delivery);
        return only.isPresent() ? List.of(only.get()) : rows(connection, delivery);
    }

    private static Optional<Attempt> onlyOne(Connection connection, long delivery) throws SQLException {
        return Sql.list(
                        connection,
                        row -> FirstTry.unpacked(row.getLong(1), row.getLong(2)),
                        "SELECT first_try, sent_at FROM deliveries WHERE sequence = ?1",
                        delivery)
                .get(0);
    }

    private static List<Attempt> rows(Connection connection, long delivery) throws SQLException {
        return Sql.list(connection, AttemptRows::attempt, """
                SELECT number, started_at, duration_micros, http_status, error, response
                  FROM attempts WHERE delivery = ?1 ORDER BY number""", delivery);
    }

    private static Attempt attempt(ResultSet row) throws SQLException {
        return new Attempt(
                row.getInt(1),
                Instant.ofEpochMilli(row.getLong(2)),
                Duration.of(row.getLong(3), ChronoUnit.MICROS),
                Optional.ofNullable(Sql.nullableInt(row, 4)),
                Optional.ofNullable(row.getString(5)),
                row.getString(6));
    }
}
