package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import io.processheat.webhook.spi.AppendResult;
import io.processheat.webhook.spi.Claimant;
import io.processheat.webhook.spi.ClaimedDelivery;
import io.processheat.webhook.spi.EventContent;
import io.processheat.webhook.spi.EventTerms;
import io.processheat.webhook.spi.Lease;
import io.processheat.webhook.spi.NewEvent;
import io.processheat.webhook.spi.NewEvent.NewDelivery;
import io.processheat.webhook.store.sqlite.Making.Made;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Stores events and makes their deliveries. */
final class Publishing {

    private static final long BYTES_PER_ROW = 256;

    private final Transaction transaction;
    private final Tables tables;
    private final Making making;
    private final Ownership ownership;
    private final Claimant claimant;
    private final String node;

    /** @param claimant null where no dispatcher runs; then {@code node} is null as well */
    Publishing(Transaction transaction, Claimant claimant, String node) {
        this.transaction = transaction;
        this.tables = transaction.tables();
        this.making = new Making(transaction);
        this.ownership = new Ownership(transaction);
        this.claimant = claimant;
        this.node = node;
    }

    /** About what a batch writes and holds in memory. */
    static long bytes(List<NewEvent> batch) {
        long bytes = 0;
        for (NewEvent event : batch) {
            bytes += event.content().payload().length + BYTES_PER_ROW * (1 + event.deliveries().size());
            bytes += Operation.bytes(event.content().eventId()) + Operation.bytes(event.content().type());
            bytes += Operation.bytes(event.targets());
        }
        return bytes;
    }

    /** Neither a test nor with an ordering key or a deadline: most are. */
    static boolean isPlain(NewEvent event) {
        EventTerms terms = event.terms();
        return terms.orderingKey() == null && terms.expiresAt() == EventTerms.NEVER && !event.test();
    }

    List<AppendResult> append(List<NewEvent> batch) throws SQLException {
        transaction.requireSpace();
        tables.clock().storing(transaction.now(), tables.events(), tables.deliveries());
        List<AppendResult> results = new ArrayList<>(batch.size());
        for (NewEvent event : batch) {
            long row = transaction.rows().insertEvent(event, transaction.now());
            results.add(row == EventTable.KNOWN ? repeated(event) : stored(event, row));
        }
        return results;
    }

    private AppendResult repeated(NewEvent event) throws SQLException {
        String id = event.content().eventId();
        long row = tables.events().same(event);
        if (row == EventTable.KNOWN) {
            return new AppendResult.Refused(new WebhookException(
                    Reason.CONFLICT, "event_id", "the event id " + id + " was used before with other content"));
        }
        return new AppendResult.Stored(id, tables.deliveries().idsOf(row), List.of(), true);
    }

    private AppendResult stored(NewEvent event, long row) throws SQLException {
        List<UUID> made = new ArrayList<>(event.deliveries().size());
        List<UUID> skipped = new ArrayList<>(0);
        for (NewDelivery delivery : event.deliveries()) {
            WebhookState webhook = tables.states().get(delivery.webhookId());
            if (webhook != null && webhook.takes(event.test())) {
                make(event, row, delivery, webhook);
                made.add(delivery.deliveryId());
            } else {
                skipped.add(delivery.webhookId());
            }
        }
        return new AppendResult.Stored(event.content().eventId(), made, skipped, false);
    }

    private void make(NewEvent event, long row, NewDelivery delivery, WebhookState webhook) throws SQLException {
        Made made = made(event, row, delivery, webhook);
        Lease lease = claimant == null ? null : ownership.bornUnder(node, webhook);
        if (made.passedTo() != null) {
            handOver(made.passedTo(), made.replaced(), webhook, lease);
        }
        if (lease != null && made.itsTurn()) {
            long supersedes = made.passedTo() == null ? made.replaced() : 0;
            transaction.claimed(claimant, new ClaimedDelivery(
                    made.sequence(), delivery.deliveryId(), lease, event.content(), 0, transaction.now(), event.test(),
                    event.terms().priority(), event.terms().expiresAt(), made.order(), supersedes));
        }
    }

    private Made made(NewEvent event, long row, NewDelivery delivery, WebhookState webhook) throws SQLException {
        UUID id = delivery.deliveryId();
        EventTerms terms = event.terms();
        if (isPlain(event)) {
            return Made.plain(transaction
                    .rows()
                    .insertDelivery(id, webhook.row(), row, transaction.now(), terms.priority()));
        }
        return making.make(new Draft(id, row, event.content().type(), terms, event.test(), null), webhook);
    }

    /** An older delivery, whose turn has come because the event replaced the one before it. */
    private void handOver(DueRow delivery, long supersedes, WebhookState webhook, Lease lease) throws SQLException {
        if (lease == null) {
            transaction.available(webhook.id());
        } else {
            EventContent content = tables.events().content(delivery.event());
            transaction.claimed(claimant, delivery.claimed(lease, content, tables.keys(), supersedes));
        }
    }
}
