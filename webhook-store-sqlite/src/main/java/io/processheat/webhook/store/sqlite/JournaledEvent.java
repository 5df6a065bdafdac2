package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.spi.NewEvent;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An event that the database does not have yet, with its deliveries. Writer's thread only. */
final class JournaledEvent implements JournaledEntry {

    private static final Logger LOG = LoggerFactory.getLogger(JournaledEvent.class);

    private final long row;
    private final NewEvent event;
    private final long now;
    private final List<JournaledDelivery> deliveries;

    JournaledEvent(long row, NewEvent event, long now) {
        this.row = row;
        this.event = event;
        this.now = now;
        this.deliveries = new ArrayList<>(event.deliveries().size());
    }

    long row() {
        return row;
    }

    String id() {
        return event.content().eventId();
    }

    List<JournaledDelivery> deliveries() {
        return deliveries;
    }

    @Override
    public int rows() {
        return 1 + deliveries.size();
    }

    /** The id was looked up before. Were it not new, all that is in the journal would wait for it for ever. */
    @Override
    public void settle(Tables tables) throws SQLException {
        if (!tables.events().insert(row, event, now)) {
            LOG.error("Event {} is left out: the database has another one of this id", id());
            return;
        }
        for (JournaledDelivery delivery : deliveries) {
            delivery.settle(tables, row, now, event.terms().priority());
        }
    }
}
