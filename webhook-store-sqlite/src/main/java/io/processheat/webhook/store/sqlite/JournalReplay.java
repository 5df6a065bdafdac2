package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.spi.NewEvent;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Takes over what the journal holds and the database may not have: after a start, and after a failure. */
final class JournalReplay implements JournalRecord.Listener {

    private final Tables tables;
    private final Journaled journaled;
    private final long settledEvent;
    private final Map<Long, UUID> webhooks = new HashMap<>();
    private boolean isThere;

    /** @param settledEvent up to which the database has the events of the journal */
    JournalReplay(Tables tables, Journaled journaled, long settledEvent) {
        this.tables = tables;
        this.journaled = journaled;
        this.settledEvent = settledEvent;
        tables.states().all().forEach(state -> webhooks.put(state.row(), state.id()));
    }

    void read(ByteBuffer record) {
        JournalRecord.read(record, this);
    }

    @Override
    public void event(long row, NewEvent event, long now) {
        isThere = row <= settledEvent;
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
            journaled.add(new JournaledDelivery(sequence, id, webhook));
        }
    }

    @Override
    public void move(Move move) {
        journaled.add(move);
        WebhookState state = tables.states().get(webhooks.get(move.webhook()));
        if (state != null && move.step().status() == WebhookStatus.SENT) {
            succeeded(state, move.step().sentAt());
        }
    }

    /** No failure came since: it would have needed that all is in the tables. */
    private void succeeded(WebhookState state, long sentAt) {
        Long before = state.lastTriggeredAt();
        long last = before == null ? sentAt : Math.max(before, sentAt);
        tables.states().put(state.withHealth(0, last));
        journaled.changedHealth(state.id());
    }
}
