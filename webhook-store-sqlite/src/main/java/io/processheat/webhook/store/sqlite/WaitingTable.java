package io.processheat.webhook.store.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Finds and opens deliveries that wait for their turn within an ordering key. */
final class WaitingTable {

    static final String FIRST = """
            SELECT sequence FROM deliveries INDEXED BY deliveries_waiting
             WHERE order_key = ?1 AND status = 4 AND sequence > ?2 ORDER BY sequence LIMIT 1""";

    private final PreparedStatement first;
    private final PreparedStatement open;
    private final PreparedStatement read;

    WaitingTable(Connection connection) throws SQLException {
        first = connection.prepareStatement(FIRST);
        open = connection.prepareStatement("UPDATE deliveries SET status = 0 WHERE sequence = ?1 AND status = 4");
        read = connection.prepareStatement("SELECT " + DueRow.COLUMNS + " FROM deliveries WHERE sequence = ?1");
    }

    /** The oldest that waits for the key, of those above this sequence; 0: none does. */
    long first(long orderKey, long endedThrough) throws SQLException {
        first.setLong(1, orderKey);
        first.setLong(2, endedThrough);
        try (ResultSet row = first.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** From now on it may be sent. */
    DueRow open(long sequence) throws SQLException {
        open.setLong(1, sequence);
        open.executeUpdate();
        read.setLong(1, sequence);
        List<DueRow> opened = new ArrayList<>(1);
        DueRow.addAll(read, opened);
        return opened.get(0);
    }
}
