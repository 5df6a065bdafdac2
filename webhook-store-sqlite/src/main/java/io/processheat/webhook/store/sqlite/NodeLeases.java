package io.processheat.webhook.store.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** How long each node's leases hold: one value per node, for all webhooks it owns. Writer's thread only. */
final class NodeLeases {

    private final PreparedStatement put;
    private final Map<String, Long> until = new HashMap<>();
    private final Map<String, Long> before = new HashMap<>();

    NodeLeases(Connection connection) throws SQLException {
        put = connection.prepareStatement("""
                INSERT INTO nodes (node, lease_until) VALUES (?1, ?2)
                ON CONFLICT (node) DO UPDATE SET lease_until = excluded.lease_until""");
    }

    boolean holds(String node, long now) {
        return now < until.getOrDefault(node, Long.MIN_VALUE);
    }

    /** A later end that the node has already is kept. */
    void extend(String node, long end) throws SQLException {
        if (end > until.getOrDefault(node, Long.MIN_VALUE)) {
            set(node, end);
        }
    }

    void set(String node, long end) throws SQLException {
        put.setString(1, node);
        put.setLong(2, end);
        put.executeUpdate();
        Long old = until.put(node, end);
        before.putIfAbsent(node, old == null ? Long.MIN_VALUE : old);
    }

    void committed() {
        before.clear();
    }

    void rolledBack() {
        until.putAll(before);
        before.clear();
    }
}
