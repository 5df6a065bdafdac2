package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.Priority;
import io.processheat.webhook.spi.NewEvent;
import java.sql.SQLException;
import java.util.UUID;

/** Into the tables at once; but into the journal where it can take it, or has what it is about. */
final class TableRows implements Rows {

    private final Tables tables;
    private final Journaled journaled;
    private final boolean journals;
    private boolean lastIsJournaled;

    /** @param journals whether the journal takes part */
    TableRows(Session session, boolean journals) {
        this.tables = session.tables();
        this.journaled = session.journaled();
        this.journals = journals;
    }

    @Override
    public long insertEvent(NewEvent event, long now) throws SQLException {
        lastIsJournaled = journals && Publishing.isPlain(event) && isNew(event);
        return lastIsJournaled ? journaled.insertEvent(event, now) : tables.events().insert(event, now);
    }

    private boolean isNew(NewEvent event) throws SQLException {
        return !event.idGiven() || !tables.events().has(event.content().eventId());
    }

    @Override
    public long insertDelivery(UUID deliveryId, long webhook, long event, long now, Priority priority)
            throws SQLException {
        if (lastIsJournaled) {
            return journaled.insertDelivery(deliveryId, webhook, event, now, priority);
        }
        long sequence = tables.deliveries().nextSequence();
        if (!tables.deliveries().insert(sequence, deliveryId, webhook, event, now, priority)) {
            throw new IllegalStateException("the delivery id " + deliveryId + " is used already");
        }
        return sequence;
    }

    @Override
    public boolean move(Move move) throws SQLException {
        return journaled.knows(move.sequence())
                ? journaled.move(move)
                : move.apply(tables.deliveries(), tables.attempts());
    }
}
