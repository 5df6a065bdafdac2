package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.Priority;
import io.processheat.webhook.spi.NewEvent;
import java.sql.SQLException;
import java.util.UUID;

/** Into the tables at once. */
record TableRows(EventTable events, DeliveryTable deliveries) implements Rows {

    @Override
    public long insertEvent(NewEvent event, long now) throws SQLException {
        return events.insert(event, now);
    }

    @Override
    public long insertDelivery(UUID deliveryId, long webhook, long event, long now, Priority priority)
            throws SQLException {
        long sequence = deliveries.nextSequence();
        if (!deliveries.insert(sequence, deliveryId, webhook, event, now, priority)) {
            throw new IllegalStateException("the delivery id " + deliveryId + " is used already");
        }
        return sequence;
    }

    @Override
    public boolean sent(long sequence, long webhook, long sentAt, long firstTry) throws SQLException {
        return deliveries.sent(sequence, webhook, sentAt, firstTry);
    }
}
