package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.Webhook;
import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import io.processheat.webhook.spi.StoredWebhook;
import io.processheat.webhook.spi.WebhookChange;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** What happens to webhooks themselves: registered, changed, unregistered, unhealthy. */
final class Registering {

    private final Transaction transaction;
    private final Tables tables;

    Registering(Transaction transaction) {
        this.transaction = transaction;
        this.tables = transaction.tables();
    }

    StoredWebhook insert(EncodedWebhook encoded) throws SQLException {
        UUID id = encoded.webhook().id();
        Webhook webhook = encoded.webhook().webhook();
        if (tables.states().get(id) != null) {
            throw new WebhookException(Reason.CONFLICT, "there is a webhook of id " + id + " already");
        }
        transaction.requireSpace();
        long row = tables.webhooks().insert(encoded);
        WebhookState state = WebhookState.registered(row, id, webhook.active(), Handling.of(webhook));
        tables.states().put(state);
        return transaction.changed(state);
    }

    Optional<StoredWebhook> update(UUID id, EncodedChange encoded) throws SQLException {
        WebhookState before = tables.states().registered(id);
        if (before == null) {
            return Optional.empty();
        }
        WebhookChange change = encoded.change();
        WebhookState state = before.withHandling(before.handling().changed(change));
        tables.states().put(state);
        tables.webhooks().update(state.row(), encoded);
        return Optional.of(transaction.changed(change.active() == null ? state : switched(state, change.active())));
    }

    boolean delete(UUID id) throws SQLException {
        WebhookState state = tables.states().registered(id);
        if (state == null) {
            return false;
        }
        WebhookState ended = state.unregistered(tables.deliveries().lastSequence());
        tables.states().put(ended);
        tables.webhooks().unregister(ended.row(), ended.endedThrough(), transaction.now());
        transaction.endBacklog(ended);
        transaction.changed(ended);
        return true;
    }

    /** Too many deliveries ended FAILED, or the receiver is gone. */
    void becomeUnhealthy(WebhookState state) throws SQLException {
        tables.webhooks().markUnhealthy(state.row());
        transaction.changed(switched(state, false));
    }

    private WebhookState switched(WebhookState state, boolean active) throws SQLException {
        WebhookState next = active ? state.activated() : state.deactivated(tables.deliveries().lastSequence());
        tables.states().put(next);
        if (active) {
            tables.webhooks().activate(next.row());
        } else {
            tables.webhooks().deactivate(next.row(), next.endedThrough());
            transaction.endBacklog(next);
        }
        return next;
    }
}
