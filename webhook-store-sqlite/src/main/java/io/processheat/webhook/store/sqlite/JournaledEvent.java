package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.spi.NewEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * An event that the database does not have yet, with its deliveries. Writer's thread only.
 *
 * @param now when it was stored, in ms since the epoch
 * @param deliveries in the order in which they were made
 */
record JournaledEvent(long row, NewEvent event, long now, List<JournaledDelivery> deliveries)
        implements JournaledEntry {

    JournaledEvent(long row, NewEvent event, long now) {
        this(row, event, now, new ArrayList<>(event.deliveries().size()));
    }

    String id() {
        return event.content().eventId();
    }

    @Override
    public boolean isFinished() {
        for (JournaledDelivery delivery : deliveries) {
            if (!delivery.isSent()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int rows() {
        return 1 + deliveries.size();
    }
}
