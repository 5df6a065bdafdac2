package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.Webhook;
import io.processheat.webhook.spi.EventContent;
import io.processheat.webhook.spi.EventTerms;
import io.processheat.webhook.spi.NewEvent;
import io.processheat.webhook.store.sqlite.TimeSpan.Range;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Writes events, recognises repeated ones, and reads what is sent of them. */
final class EventTable {

    /** Where {@link #insert} found the id used before. */
    static final long KNOWN = -1;

    private static final long REMEMBERED_BYTES = 4 << 20;

    private final RecentEvents recent = new RecentEvents(REMEMBERED_BYTES);
    private final Connection connection;
    private final PreparedStatement insert;
    private final PreparedStatement insertWithTerms;
    private final PreparedStatement known;
    private final PreparedStatement content;
    private long last;

    EventTable(Connection connection) throws SQLException {
        this.connection = connection;
        insert = connection.prepareStatement("""
                INSERT INTO events (event, event_id, type, event_time, created_at, provenance, targets, payload)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                ON CONFLICT (tenant, event_id) DO NOTHING""");
        insertWithTerms = connection.prepareStatement("""
                INSERT INTO events (event, event_id, type, event_time, created_at, provenance, targets, payload,
                                    priority, ordering_key, expires_at)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
                ON CONFLICT (tenant, event_id) DO NOTHING""");
        known = connection.prepareStatement(
                "SELECT event, type, provenance, targets FROM events WHERE tenant = 1 AND event_id = ?1");
        content = connection.prepareStatement(
                "SELECT event_id, type, event_time, payload FROM events WHERE event = ?1");
        last = Sql.number(connection, "SELECT max(event) FROM events").orElse(0);
    }

    /** @return the key of the event, or {@link #KNOWN} where the id was there and nothing was stored */
    long insert(NewEvent event, long now) throws SQLException {
        return insert(last + 1, event, now) ? ++last : KNOWN;
    }

    /** @return false where the id was there and nothing was stored */
    boolean insert(long row, NewEvent event, long now) throws SQLException {
        EventContent content = event.content();
        PreparedStatement statement = event.terms().equals(EventTerms.NONE) ? insert : withTerms(event.terms());
        statement.setLong(1, row);
        statement.setString(2, content.eventId());
        statement.setString(3, content.type());
        statement.setLong(4, content.eventTime());
        statement.setLong(5, now);
        statement.setBytes(6, event.provenanceHash());
        statement.setString(7, event.targets());
        statement.setBytes(8, content.payload());
        return statement.executeUpdate() == 1;
    }

    private PreparedStatement withTerms(EventTerms terms) throws SQLException {
        insertWithTerms.setInt(9, Codes.of(terms.priority()));
        insertWithTerms.setString(10, terms.orderingKey());
        insertWithTerms.setObject(11, Expiry.stored(terms.expiresAt()));
        return insertWithTerms;
    }

    /** @return the key of the stored event of this id where it is the same, or {@link #KNOWN} where it differs */
    long same(NewEvent event) throws SQLException {
        known.setString(1, event.content().eventId());
        try (ResultSet row = known.executeQuery()) {
            boolean same = row.getString(2).equals(event.content().type())
                    && Arrays.equals(row.getBytes(3), event.provenanceHash())
                    && Objects.equals(row.getString(4), event.targets());
            return same ? row.getLong(1) : KNOWN;
        }
    }

    boolean has(String eventId) throws SQLException {
        known.setString(1, eventId);
        try (ResultSet row = known.executeQuery()) {
            return row.next();
        }
    }

    /** Whether this id is that of this key. */
    boolean has(String eventId, long row) throws SQLException {
        known.setString(1, eventId);
        try (ResultSet found = known.executeQuery()) {
            return found.next() && found.getLong(1) == row;
        }
    }

    long last() {
        return last;
    }

    /** The key of an event that is inserted later. */
    long nextRow() {
        return ++last;
    }

    /** This key was given to an event that is inserted later. */
    void reached(long row) {
        last = Math.max(last, row);
    }

    /** The first events of a range, by their keys. */
    List<Stored> stored(Range range, int limit) throws SQLException {
        return Sql.list(
                connection,
                row -> new Stored(row.getLong(1), row.getString(2), row.getString(3), terms(row, 4)),
                """
                SELECT event, type, targets, priority, ordering_key, expires_at FROM events
                 WHERE event BETWEEN ?1 AND ?2 ORDER BY event LIMIT ?3""",
                range.first(),
                range.last(),
                limit);
    }

    /** From three columns: priority, ordering key, deadline. */
    static EventTerms terms(ResultSet row, int column) throws SQLException {
        return new EventTerms(
                Codes.priority(row.getInt(column)),
                row.getString(column + 1),
                Expiry.read(Sql.nullableLong(row, column + 2)));
    }

    /**
     * An event without its payload.
     *
     * @param targets see {@link NewEvent#targets()}
     */
    record Stored(long event, String type, String targets, EventTerms terms) {

        /** Whether a webhook would get it that is active. Tests were for the moment. */
        boolean isFor(Webhook webhook) {
            return webhook.events().contains(type) && (targets == null || targets.contains(webhook.id()));
        }
    }

    EventContent content(long event) throws SQLException {
        EventContent known = recent.get(event);
        if (known == null) {
            known = read(event);
            recent.put(event, known);
        }
        return known;
    }

    private EventContent read(long event) throws SQLException {
        content.setLong(1, event);
        try (ResultSet row = content.executeQuery()) {
            return new EventContent(row.getString(1), row.getString(2), row.getLong(3), row.getBytes(4));
        }
    }
}
