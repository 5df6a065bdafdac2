package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.Priority;
import io.processheat.webhook.spi.NewEvent;
import java.sql.SQLException;
import java.util.UUID;

/** Into the tables at once; but what moves a delivery that is in the journal goes there, too. */
record TableRows(Tables tables, Journaled journaled) implements Rows {

    @Override
    public long insertEvent(NewEvent event, long now) throws SQLException {
        return tables.events().insert(event, now);
    }

    @Override
    public long insertDelivery(UUID deliveryId, long webhook, long event, long now, Priority priority)
            throws SQLException {
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
