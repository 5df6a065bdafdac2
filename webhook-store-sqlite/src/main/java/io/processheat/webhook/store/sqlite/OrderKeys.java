package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.store.sqlite.OrderKey.Name;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The ordering keys. Those used last are kept in memory, so that a key in use is looked up once and written once per
 * commit. Writer's thread only.
 */
final class OrderKeys {

    static final int REMEMBERED = 10_000;

    private static final String SELECT =
            "SELECT order_key, webhook, ordering_key, last_number, told_through, holder, last_sequence FROM order_keys ";

    private final PreparedStatement byName;
    private final PreparedStatement byRow;
    private final PreparedStatement ofDelivery;
    private final PreparedStatement put;
    private final PreparedStatement forget;
    private final Map<Name, OrderKey> named = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Long, OrderKey> rows = new HashMap<>();
    private final Map<Long, OrderKey> holders = new HashMap<>();
    private final List<OrderKey> changed = new ArrayList<>();
    private long last;

    OrderKeys(Connection connection) throws SQLException {
        byName = connection.prepareStatement(SELECT + "WHERE webhook = ?1 AND ordering_key = ?2");
        byRow = connection.prepareStatement(SELECT + "WHERE order_key = ?1");
        ofDelivery = connection.prepareStatement("SELECT order_key FROM deliveries WHERE sequence = ?1");
        put = connection.prepareStatement("""
                INSERT INTO order_keys (order_key, webhook, ordering_key, last_number, told_through, holder,
                                        last_sequence)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                ON CONFLICT (order_key) DO UPDATE
                   SET last_number = excluded.last_number, told_through = excluded.told_through,
                       holder = excluded.holder, last_sequence = excluded.last_sequence""");
        forget = connection.prepareStatement("DELETE FROM order_keys WHERE order_key = ?1");
        last = Sql.number(connection, "SELECT max(order_key) FROM order_keys").orElse(0);
    }

    /** The key of this name, a new one where there was none. */
    OrderKey named(long webhook, String orderingKey) throws SQLException {
        Name name = new Name(webhook, orderingKey);
        OrderKey known = named.get(name);
        if (known != null) {
            return known;
        }
        byName.setLong(1, webhook);
        byName.setString(2, orderingKey);
        OrderKey stored = read(byName);
        return remember(stored == null ? created(name) : stored);
    }

    private OrderKey created(Name name) {
        OrderKey key = new OrderKey(++last, name, 0, 0, 0, 0);
        changed(key);
        return key;
    }

    OrderKey byRow(long row) throws SQLException {
        OrderKey known = rows.get(row);
        if (known == null) {
            byRow.setLong(1, row);
            known = remember(read(byRow));
        }
        named.get(known.name());
        return known;
    }

    /** The key that a delivery belongs to; null where it has none. */
    OrderKey ofDelivery(long sequence) throws SQLException {
        OrderKey held = holders.get(sequence);
        if (held != null) {
            return byRow(held.row());
        }
        ofDelivery.setLong(1, sequence);
        try (ResultSet row = ofDelivery.executeQuery()) {
            Long key = row.next() ? Sql.nullableLong(row, 1) : null;
            return key == null ? null : byRow(key);
        }
    }

    /** Gives the turn to a delivery; 0: to nobody. */
    void hold(OrderKey key, long sequence) {
        holders.remove(key.holder());
        if (sequence != 0) {
            holders.put(sequence, key);
        }
        key.heldBy(sequence);
        changed(key);
    }

    /** Notes that the key is to be written with the commit. */
    void changed(OrderKey key) {
        if (key.becomesChanged()) {
            changed.add(key);
        }
    }

    /** Forgets a key that nothing refers to any more; its numbers begin anew. */
    void forget(long row) throws SQLException {
        OrderKey known = rows.remove(row);
        if (known != null) {
            named.remove(known.name());
            holders.remove(known.holder());
        }
        forget.setLong(1, row);
        forget.executeUpdate();
    }

    /** Writes what changed, and forgets what was not used for long. */
    void write() throws SQLException {
        for (OrderKey key : changed) {
            write(key);
        }
        changed.clear();
        for (Iterator<OrderKey> oldest = named.values().iterator(); named.size() > REMEMBERED; ) {
            OrderKey key = oldest.next();
            oldest.remove();
            rows.remove(key.row());
            holders.remove(key.holder());
        }
    }

    private void write(OrderKey key) throws SQLException {
        put.setLong(1, key.row());
        put.setLong(2, key.name().webhook());
        put.setString(3, key.name().orderingKey());
        put.setLong(4, key.lastNumber());
        put.setLong(5, key.toldThrough());
        put.setLong(6, key.holder());
        put.setLong(7, key.lastSequence());
        put.executeUpdate();
        key.written();
    }

    private OrderKey remember(OrderKey key) {
        named.put(key.name(), key);
        rows.put(key.row(), key);
        if (key.holder() != 0) {
            holders.put(key.holder(), key);
        }
        return key;
    }

    /** Null where there is none. */
    private static OrderKey read(PreparedStatement query) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            return row.next()
                    ? new OrderKey(
                            row.getLong(1),
                            new Name(row.getLong(2), row.getString(3)),
                            row.getLong(4),
                            row.getLong(5),
                            row.getLong(6),
                            row.getLong(7))
                    : null;
        }
    }
}
