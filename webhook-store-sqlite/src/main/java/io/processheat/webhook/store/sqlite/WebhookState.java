package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.spi.Lease;
import java.util.UUID;

/**
 * What the writer must know of a webhook for each delivery, kept in memory so that publishing looks nothing up.
 *
 * @param row its key in the database
 * @param endedThrough what is unfinished up to this sequence counts as ended, whether the rows say so yet or not
 * @param owner node that delivers for it; null: none
 * @param lease of the owner, or the last one's
 * @param lastTriggeredAt null: never
 * @param handling what its owner asked for
 */
record WebhookState(
        long row,
        UUID id,
        boolean active,
        boolean deleted,
        long endedThrough,
        String owner,
        Lease lease,
        int consecutiveFailures,
        Long lastTriggeredAt,
        Handling handling) {

    static WebhookState registered(long row, UUID id, boolean active, Handling handling) {
        return new WebhookState(row, id, active, false, 0, null, new Lease(id, 0), 0, null, handling);
    }

    WebhookState activated() {
        return new WebhookState(row, id, true, deleted, endedThrough, owner, lease, 0, lastTriggeredAt, handling);
    }

    WebhookState deactivated(long endedThrough) {
        return new WebhookState(
                row, id, false, deleted, endedThrough, owner, lease, consecutiveFailures, lastTriggeredAt, handling);
    }

    WebhookState unregistered(long endedThrough) {
        return new WebhookState(
                row, id, false, true, endedThrough, owner, lease, consecutiveFailures, lastTriggeredAt, handling);
    }

    WebhookState ownedBy(String node) {
        Lease next = new Lease(id, lease.epoch() + 1);
        return new WebhookState(
                row, id, active, deleted, endedThrough, node, next, consecutiveFailures, lastTriggeredAt, handling);
    }

    WebhookState released() {
        return new WebhookState(
                row, id, active, deleted, endedThrough, null, lease, consecutiveFailures, lastTriggeredAt, handling);
    }

    WebhookState withHealth(int consecutiveFailures, Long lastTriggeredAt) {
        return new WebhookState(
                row, id, active, deleted, endedThrough, owner, lease, consecutiveFailures, lastTriggeredAt, handling);
    }

    WebhookState withHandling(Handling changed) {
        return new WebhookState(
                row, id, active, deleted, endedThrough, owner, lease, consecutiveFailures, lastTriggeredAt, changed);
    }

    /** Whether new deliveries are made for it. */
    boolean takes(boolean test) {
        return !deleted && (active || test);
    }

    /** Whether more than tests may be sent to it. */
    boolean delivers() {
        return active && !handling.paused();
    }

    /** Whether an unfinished delivery counts as ended. Deactivation leaves tests alone, unregistering does not. */
    boolean hasEnded(long sequence, boolean test) {
        return sequence <= endedThrough && (deleted || !test);
    }

    /**
     * Whether the lease is its owner's. By the epoch alone: after a clock leapt, a lease may have run out that nobody
     * else wanted.
     */
    boolean isHeldUnder(Lease held) {
        return owner != null && lease.epoch() == held.epoch();
    }
}
