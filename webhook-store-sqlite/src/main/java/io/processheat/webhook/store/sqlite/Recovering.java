package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.FailureReason;
import io.processheat.webhook.Redelivery;
import io.processheat.webhook.Webhook;
import io.processheat.webhook.store.sqlite.EventTable.Stored;
import io.processheat.webhook.store.sqlite.ReplayTable.Past;
import io.processheat.webhook.store.sqlite.TimeSpan.Range;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Makes the deliveries that a webhook missed while it was inactive, in the order of the events. */
final class Recovering {

    /** Events looked at in one transaction, wanted or not: some 20 ms. */
    private static final int EVENTS_PER_PAGE = 10_000;

    private final Transaction transaction;
    private final Tables tables;
    private final Replaying replaying;
    private final Making making;

    Recovering(Transaction transaction) {
        this.transaction = transaction;
        this.tables = transaction.tables();
        this.replaying = new Replaying(transaction);
        this.making = new Making(transaction);
    }

    /** Empty where there is no such webhook. */
    Optional<Redelivery> recover(UUID webhookId, TimeSpan stored, String cursor, int limit, Supplier<UUID> ids)
            throws SQLException {
        WebhookState webhook = tables.states().registered(webhookId);
        if (webhook == null) {
            return Optional.empty();
        }
        Replaying.requireActive(webhook);
        long after = cursor == null ? 0 : Cursor.EVENTS.decode(cursor);
        transaction.requireSpace();
        Page page = page(webhook, stored.events(transaction.session().connection(), tables), after, limit);
        int created = 0;
        for (Stored event : page.wanted()) {
            created += make(event, webhook, ids) ? 1 : 0;
        }
        return Optional.of(new Redelivery(created, page.more().map(Cursor.EVENTS::encode)));
    }

    /**
     * Events to see to.
     *
     * @param more the last event looked at, where there are more
     */
    private record Page(List<Stored> wanted, Optional<Long> more) {}

    private Page page(WebhookState state, List<Range> ranges, long after, int limit) throws SQLException {
        Webhook webhook = tables.webhooks().read(state.row()).webhook();
        List<Stored> wanted = new ArrayList<>();
        int left = EVENTS_PER_PAGE;
        for (Range range : ranges) {
            for (Range rest : range.after(after)) {
                List<Stored> found = tables.events().stored(rest, left);
                for (Stored event : found) {
                    left--;
                    if (event.isFor(webhook)) {
                        wanted.add(event);
                    }
                    if (wanted.size() == limit || left == 0) {
                        return new Page(wanted, Optional.of(event.event()));
                    }
                }
            }
        }
        return new Page(wanted, Optional.empty());
    }

    /** @return false where it was delivered, or is about to be, or failed otherwise */
    private boolean make(Stored event, WebhookState webhook, Supplier<UUID> ids) throws SQLException {
        Optional<Past> newest = tables.replays().newest(event.event(), webhook.row());
        if (newest.isPresent()) {
            boolean missed = newest.get().failure(webhook) == FailureReason.DEACTIVATED;
            if (missed) {
                replaying.repeat(newest.get(), ids.get(), webhook);
            }
            return missed;
        }
        tables.clock().storing(transaction.now(), tables.events(), tables.deliveries());
        making.make(new Draft(ids.get(), event.event(), event.type(), event.terms(), false, null), webhook);
        transaction.available(webhook.id());
        return true;
    }
}
