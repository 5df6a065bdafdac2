package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.Delivery;
import io.processheat.webhook.FailureReason;
import io.processheat.webhook.Redelivery;
import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import io.processheat.webhook.store.sqlite.ReplayTable.Past;
import io.processheat.webhook.store.sqlite.TimeSpan.Range;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Repeats finished deliveries. */
final class Replaying {

    private final Transaction transaction;
    private final Tables tables;
    private final Making making;

    Replaying(Transaction transaction) {
        this.transaction = transaction;
        this.tables = transaction.tables();
        this.making = new Making(transaction);
    }

    Optional<Delivery> one(UUID deliveryId, UUID replayId) throws SQLException {
        Optional<Past> found = tables.replays().byId(deliveryId);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Past past = found.get();
        WebhookState webhook = tables.states().get(past.webhookId());
        if (!past.isFinished(webhook)) {
            throw new WebhookException(Reason.CONFLICT, "delivery " + deliveryId + " is not finished yet");
        }
        requireActive(webhook);
        transaction.requireSpace();
        repeat(past, replayId, webhook);
        return DeliveryRows.byId(transaction.session().connection(), replayId);
    }

    /** Empty where there is no such webhook. */
    Optional<Redelivery> failed(UUID webhookId, TimeSpan created, String cursor, int limit, Supplier<UUID> ids)
            throws SQLException {
        WebhookState webhook = tables.states().registered(webhookId);
        if (webhook == null) {
            return Optional.empty();
        }
        requireActive(webhook);
        long after = cursor == null ? 0 : Cursor.FAILED.decode(cursor);
        transaction.requireSpace();
        List<Range> ranges = created.deliveries(transaction.session().connection(), tables);
        return Optional.of(page(webhook, ranges, after, limit, ids));
    }

    private Redelivery page(WebhookState webhook, List<Range> ranges, long after, int limit, Supplier<UUID> ids)
            throws SQLException {
        int left = limit;
        int created = 0;
        for (Range range : ranges) {
            for (Range rest : range.after(after)) {
                List<Past> found = tables.replays().failed(webhook, rest, left);
                created += repeat(found, webhook, ids);
                left -= found.size();
                if (left == 0) {
                    long last = found.get(found.size() - 1).sequence();
                    return new Redelivery(created, Optional.of(Cursor.FAILED.encode(last)));
                }
            }
        }
        return new Redelivery(created, Optional.empty());
    }

    private int repeat(List<Past> found, WebhookState webhook, Supplier<UUID> ids) throws SQLException {
        int created = 0;
        for (Past past : found) {
            if (isWorthRepeating(past, webhook)) {
                repeat(past, ids.get(), webhook);
                created++;
            }
        }
        return created;
    }

    /** Not what a newer event stands for, nor what would expire again at once: they would be repeated without end. */
    private boolean isWorthRepeating(Past past, WebhookState webhook) {
        return !past.replayed()
                && !past.test()
                && past.failure(webhook) != FailureReason.SUPERSEDED
                && past.terms().expiresAt() > transaction.now();
    }

    void repeat(Past past, UUID replayId, WebhookState webhook) throws SQLException {
        tables.clock().storing(transaction.now(), tables.events(), tables.deliveries());
        making.make(past.repeatedAs(replayId), webhook);
        transaction.available(webhook.id());
    }

    static void requireActive(WebhookState webhook) {
        if (!webhook.active()) {
            String why = webhook.deleted() ? "was unregistered" : "is inactive; activate it first";
            throw new WebhookException(Reason.CONFLICT, "webhook " + webhook.id() + " " + why);
        }
    }
}
