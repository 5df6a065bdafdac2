package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.spi.Lease;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Which node delivers for which webhook. */
final class Ownership {

    /** For a dispatcher that publishes before it claimed or renewed anything; its first renewal replaces it. */
    private static final long FIRST_LEASE_MS = 30_000;

    private final Transaction transaction;
    private final Tables tables;

    Ownership(Transaction transaction) {
        this.transaction = transaction;
        this.tables = transaction.tables();
    }

    List<Lease> claim(String node, Collection<UUID> wanted, int limit, long leaseMs) throws SQLException {
        List<WebhookState> free = new ArrayList<>();
        for (WebhookState state : candidates(wanted)) {
            if (free.size() < limit && isFreeFor(node, state)) {
                free.add(state);
            }
        }
        List<Lease> taken = new ArrayList<>(free.size());
        for (WebhookState state : free) {
            taken.add(take(node, state).lease());
        }
        if (!taken.isEmpty()) {
            tables.leases().extend(node, transaction.now() + leaseMs);
        }
        return taken;
    }

    /** A lease that ran out is still the node's as long as nobody took the webhook: no other epoch came between. */
    List<Lease> renew(String node, long leaseMs) throws SQLException {
        tables.leases().set(node, transaction.now() + leaseMs);
        return tables.states().all().stream()
                .filter(state -> node.equals(state.owner()))
                .map(WebhookState::lease)
                .toList();
    }

    void release(String node, Collection<UUID> given) throws SQLException {
        List<WebhookState> released = new ArrayList<>();
        for (WebhookState state : candidates(given)) {
            if (node.equals(state.owner())) {
                released.add(state.released());
            }
        }
        for (WebhookState state : released) {
            tables.states().put(state);
            tables.webhooks().putOwner(state);
        }
    }

    /** The lease under which a new delivery is handed to the node that published it; null where another one owns it. */
    Lease bornUnder(String node, WebhookState state) throws SQLException {
        if (state.owner() != null) {
            return state.owner().equals(node) ? state.lease() : null;
        }
        if (!tables.leases().holds(node, transaction.now())) {
            tables.leases().set(node, transaction.now() + FIRST_LEASE_MS);
        }
        return take(node, state).lease();
    }

    private Collection<WebhookState> candidates(Collection<UUID> wanted) {
        return wanted.isEmpty()
                ? tables.states().all()
                : wanted.stream().distinct().map(tables.states()::get).filter(Objects::nonNull).toList();
    }

    private boolean isFreeFor(String node, WebhookState state) {
        String owner = state.owner();
        return !state.deleted()
                && (owner == null || !owner.equals(node) && !tables.leases().holds(owner, transaction.now()));
    }

    /** The listeners hear of it where somebody loses the webhook by it: this is how a node that hung learns of it. */
    private WebhookState take(String node, WebhookState state) throws SQLException {
        WebhookState taken = state.ownedBy(node);
        tables.states().put(taken);
        tables.webhooks().putOwner(taken);
        if (state.owner() != null) {
            tables.webhooks().touch(taken.row());
            transaction.changed(taken);
        }
        return taken;
    }
}
