package io.processheat.webhook.store.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** How long each node's leases hold: one value per node, for all webhooks it owns. Writer's thread only. */
final class NodeLeases {

    private static final long NEVER = Long.MIN_VALUE;

    private final PreparedStatement put;
    private final Map<String, Long> ends = new HashMap<>();

    private record Row(String node, long end) {}

    NodeLeases(Connection connection) throws SQLException {
        put = connection.prepareStatement("""
                INSERT INTO nodes (node, lease_until) VALUES (?1, ?2)
                ON CONFLICT (node) DO UPDATE SET lease_until = excluded.lease_until""");
        Sql.list(connection, row -> new Row(row.getString(1), row.getLong(2)), "SELECT node, lease_until FROM nodes")
                .forEach(row -> ends.put(row.node(), row.end()));
    }

    boolean holds(String node, long now) {
        return now < ends.getOrDefault(node, NEVER);
    }

    /** A later end that the node has already is kept. */
    void extend(String node, long end) throws SQLException {
        if (end > ends.getOrDefault(node, NEVER)) {
            set(node, end);
        }
    }

    void set(String node, long end) throws SQLException {
        put.setString(1, node);
        put.setLong(2, end);
        put.executeUpdate();
        ends.put(node, end);
    }
}
