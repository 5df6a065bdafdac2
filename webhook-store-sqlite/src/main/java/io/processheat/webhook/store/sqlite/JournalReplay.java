package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.spi.NewEvent;
import io.processheat.webhook.store.sqlite.JournaledEvent.Delivery;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Takes over what the journal holds and the database may not have: after a start, and after a failure. */
final class JournalReplay implements JournalRecord.Listener {

    private final Tables tables;
    private final Journaled journaled;
    private final Map<Long, UUID> webhooks = new HashMap<>();
    private boolean isThere;

    JournalReplay(Tables tables, Journaled journaled) {
        this.tables = tables;
        this.journaled = journaled;
        tables.states().all().forEach(state -> webhooks.put(state.row(), state.id()));
    }

    void read(ByteBuffer record) {
        JournalRecord.read(record, this);
    }

    /** Events move into the database in their order. */
    @Override
    public void event(long row, NewEvent event, long now) {
        isThere = row <= tables.events().last();
        if (!isThere) {
            tables.events().reached(row);
            tables.clock().reached(now);
            journaled.add(new JournaledEvent(row, event, now));
        }
    }

    @Override
    public void delivery(long sequence, UUID id, long webhook) {
        if (!isThere) {
            tables.deliveries().reached(sequence);
            journaled.add(new Delivery(sequence, id, webhook));
        }
    }

    @Override
    public void sent(long sequence, long webhook, long sentAt, long firstTry) {
        journaled.addSent(sequence, webhook, sentAt, firstTry);
        WebhookState state = tables.states().get(webhooks.get(webhook));
        if (state != null) {
            tables.states().put(state.withHealth(0, sentAt));
            journaled.changedHealth(state.id());
        }
    }
}
