package io.processheat.webhook.store.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Remembers the newest delivery of each ordering key and coalesced type. */
final class CoalescedTable {

    private final PreparedStatement newest;
    private final PreparedStatement put;
    private final PreparedStatement forget;

    record Newest(long event, long sequence) {}

    CoalescedTable(Connection connection) throws SQLException {
        newest = connection.prepareStatement(
                "SELECT event, sequence FROM coalesced WHERE order_key = ?1 AND type = ?2");
        put = connection.prepareStatement("""
                INSERT INTO coalesced (order_key, type, event, sequence) VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT (order_key, type) DO UPDATE SET event = excluded.event, sequence = excluded.sequence""");
        forget = connection.prepareStatement("DELETE FROM coalesced WHERE order_key = ?1");
    }

    void forget(long orderKey) throws SQLException {
        forget.setLong(1, orderKey);
        forget.executeUpdate();
    }

    /** Null where there was none yet. */
    Newest newest(long orderKey, String type) throws SQLException {
        newest.setLong(1, orderKey);
        newest.setString(2, type);
        try (ResultSet row = newest.executeQuery()) {
            return row.next() ? new Newest(row.getLong(1), row.getLong(2)) : null;
        }
    }

    void put(long orderKey, String type, long event, long sequence) throws SQLException {
        put.setLong(1, orderKey);
        put.setString(2, type);
        put.setLong(3, event);
        put.setLong(4, sequence);
        put.executeUpdate();
    }
}
