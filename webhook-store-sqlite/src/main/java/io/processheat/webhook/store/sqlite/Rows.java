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

    /**
     * Makes a delivery SENT by its first attempt.
     *
     * @param firstTry see {@link FirstTry}
     * @return false where there was another attempt, or it is finished
     */
    boolean sent(long sequence, long webhook, long sentAt, long firstTry) throws SQLException;
}
