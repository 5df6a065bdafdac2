package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.Priority;
import io.processheat.webhook.spi.NewEvent;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An event that the database does not have yet, with its deliveries. Writer's thread only. */
final class JournaledEvent implements JournaledEntry {

    private static final Logger LOG = LoggerFactory.getLogger(JournaledEvent.class);

    private final long row;
    private final NewEvent event;
    private final long now;
    private final List<Delivery> deliveries;

    JournaledEvent(long row, NewEvent event, long now) {
        this.row = row;
        this.event = event;
        this.now = now;
        this.deliveries = new ArrayList<>(event.deliveries().size());
    }

    String id() {
        return event.content().eventId();
    }

    int deliveries() {
        return deliveries.size();
    }

    void add(Delivery delivery) {
        deliveries.add(delivery);
    }

    @Override
    public int rows() {
        return 1 + deliveries.size();
    }

    /** The ids are known to be new. Were one not, all that is in the journal would wait for it for ever. */
    @Override
    public void settle(Tables tables) throws SQLException {
        if (!tables.events().insert(row, event, now)) {
            LOG.error("Event {} is left out: the database has another one of this id", id());
            return;
        }
        Priority priority = event.terms().priority();
        for (Delivery delivery : deliveries) {
            delivery.settle(tables.deliveries(), row, now, priority);
        }
    }

    /** One of its deliveries. */
    static final class Delivery {

        private static final long NONE = 0;

        private final long sequence;
        private final UUID id;
        private final long webhook;
        private long sentAt;
        private long firstTry = NONE;

        Delivery(long sequence, UUID id, long webhook) {
            this.sequence = sequence;
            this.id = id;
            this.webhook = webhook;
        }

        long sequence() {
            return sequence;
        }

        boolean isSent() {
            return firstTry != NONE;
        }

        void sent(long at, long packedTry) {
            sentAt = at;
            firstTry = packedTry;
        }

        private void settle(DeliveryTable table, long event, long now, Priority priority) throws SQLException {
            boolean isNew = isSent()
                    ? table.insertSent(sequence, id, webhook, event, now, priority, sentAt, firstTry)
                    : table.insert(sequence, id, webhook, event, now, priority);
            if (!isNew) {
                LOG.error("Delivery {} is left out: the database has another one of this id", id);
            }
        }
    }
}
