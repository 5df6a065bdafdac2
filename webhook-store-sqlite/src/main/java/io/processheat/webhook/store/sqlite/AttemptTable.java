package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.Attempt;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/** Writes attempts. */
final class AttemptTable {

    private final PreparedStatement insert;

    AttemptTable(Connection connection) throws SQLException {
        insert = connection.prepareStatement("""
                INSERT INTO attempts (delivery, number, started_at, duration_micros, http_status, error, response)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)""");
    }

    void insert(long delivery, Attempt attempt) throws SQLException {
        insert.setLong(1, delivery);
        insert.setInt(2, attempt.number());
        insert.setLong(3, attempt.startedAt().toEpochMilli());
        insert.setLong(4, TimeUnit.NANOSECONDS.toMicros(attempt.duration().toNanos()));
        insert.setObject(5, attempt.httpStatus().orElse(null));
        insert.setString(6, attempt.error().orElse(null));
        insert.setString(7, attempt.response());
        insert.executeUpdate();
    }
}
