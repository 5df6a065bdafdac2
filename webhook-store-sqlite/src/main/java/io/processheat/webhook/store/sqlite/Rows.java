package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.Priority;
import io.processheat.webhook.spi.NewEvent;
import java.sql.SQLException;
import java.util.UUID;

/** Where a transaction puts what is written most: into the tables at once, or into the journal first. */
interface Rows {

    /** @return the key of the event, or {@link EventTable#KNOWN} where its id was there and nothing was stored */
    long insertEvent(NewEvent event, long now) throws SQLException;

    /** A delivery of the event inserted last, without a key, a deadline or a past. @return its sequence */
    long insertDelivery(UUID deliveryId, long webhook, long event, long now, Priority priority) throws SQLException;

    /** @return false where the delivery has another number of attempts, or is finished */
    boolean move(Move move) throws SQLException;
}
