package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.spi.EventContent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes events that were journaled into the tables, with their deliveries, most of which are sent. Writer's thread only. */
final class JournaledInserts {

    private static final Logger LOG = LoggerFactory.getLogger(JournaledInserts.class);

    private static final int EVENTS_AT_ONCE = 10;
    private static final int DELIVERIES_AT_ONCE = 40;

    private final ManyRows<JournaledEvent> events;
    private final ManyRows<Sent> sent;

    /** One that was sent by its first attempt; see {@link FirstTry}. */
    private record Sent(JournaledDelivery delivery, JournaledEvent event) {}

    JournaledInserts(Connection connection) throws SQLException {
        events = new ManyRows<>(
                connection,
                """
                INSERT INTO events (event, event_id, type, event_time, created_at, provenance, targets, payload, priority)
                """,
                "(?, ?, ?, ?, ?, ?, ?, ?, ?)",
                9,
                EVENTS_AT_ONCE,
                JournaledInserts::bind);
        sent = new ManyRows<>(
                connection,
                """
                INSERT INTO deliveries (sequence, delivery_id, webhook, event, created_at, priority, sent_at, first_try,
                                        status, attempts)
                """,
                "(?, ?, ?, ?, ?, ?, ?, ?, 1, 1)",
                8,
                DELIVERIES_AT_ONCE,
                JournaledInserts::bind);
    }

    private static void bind(PreparedStatement statement, int before, JournaledEvent row) throws SQLException {
        EventContent content = row.event().content();
        statement.setLong(before + 1, row.row());
        statement.setString(before + 2, content.eventId());
        statement.setString(before + 3, content.type());
        statement.setLong(before + 4, content.eventTime());
        statement.setLong(before + 5, row.now());
        statement.setBytes(before + 6, row.event().provenanceHash());
        statement.setString(before + 7, row.event().targets());
        statement.setBytes(before + 8, content.payload());
        statement.setInt(before + 9, Codes.of(row.event().terms().priority()));
    }

    private static void bind(PreparedStatement statement, int before, Sent row) throws SQLException {
        JournaledDelivery delivery = row.delivery();
        statement.setLong(before + 1, delivery.sequence());
        statement.setBytes(before + 2, Uuids.bytes(delivery.id()));
        statement.setLong(before + 3, delivery.webhook());
        statement.setLong(before + 4, row.event().row());
        statement.setLong(before + 5, row.event().now());
        statement.setInt(before + 6, Codes.of(row.event().event().terms().priority()));
        statement.setLong(before + 7, delivery.sentAt());
        statement.setLong(before + 8, delivery.firstTry());
    }

    /** Ids were looked up before, or made to be new. Were one not, all that is in the journal would wait for it for ever. */
    void insert(List<JournaledEvent> all, Tables tables) throws SQLException {
        List<JournaledEvent> stored = events.insert(all) == all.size() ? all : present(all, tables);
        List<Sent> sentOnes = new ArrayList<>();
        for (JournaledEvent event : stored) {
            for (JournaledDelivery delivery : event.deliveries()) {
                if (delivery.isSent()) {
                    sentOnes.add(new Sent(delivery, event));
                } else {
                    insertUnsent(delivery, event, tables);
                }
            }
        }
        if (sent.insert(sentOnes) < sentOnes.size()) {
            for (Sent one : sentOnes) {
                if (tables.deliveries().progress(one.delivery().sequence(), one.delivery().webhook()) == null) {
                    leftOut(one.delivery());
                }
            }
        }
    }

    private static List<JournaledEvent> present(List<JournaledEvent> events, Tables tables) throws SQLException {
        List<JournaledEvent> present = new ArrayList<>();
        for (JournaledEvent event : events) {
            if (tables.events().has(event.id(), event.row())) {
                present.add(event);
            } else {
                LOG.error("Event {} is left out: the database has another one of this id", event.id());
            }
        }
        return present;
    }

    private static void insertUnsent(JournaledDelivery delivery, JournaledEvent event, Tables tables)
            throws SQLException {
        boolean isNew = tables.deliveries().insert(
                delivery.sequence(), delivery.id(), delivery.webhook(), event.row(), event.now(),
                event.event().terms().priority());
        if (!isNew) {
            leftOut(delivery);
            return;
        }
        for (Move move : delivery.moves()) {
            move.apply(tables.deliveries(), tables.attempts());
        }
    }

    private static void leftOut(JournaledDelivery delivery) {
        LOG.error("Delivery {} is left out: the database has another one of this id", delivery.id());
    }
}
