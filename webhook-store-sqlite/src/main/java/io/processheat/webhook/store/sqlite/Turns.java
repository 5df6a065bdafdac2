package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.FailureReason;
import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.spi.ClaimedDelivery;
import io.processheat.webhook.spi.Outcome;
import java.sql.SQLException;

/** Passes the turn within an ordering key from a delivery that ended, or let go, to the next that waits. */
final class Turns {

    private final Tables tables;

    Turns(Tables tables) {
        this.tables = tables;
    }

    /** @return the delivery whose turn an applied outcome brings, null where it brings none */
    ClaimedDelivery after(Outcome outcome) throws SQLException {
        ClaimedDelivery delivery = outcome.delivery();
        boolean goesOn = outcome.next() == WebhookStatus.RETRYING && outcome.holdsKey();
        OrderKey key = goesOn ? null : tables.keys().ofDelivery(delivery.sequence());
        if (key == null) {
            return null;
        }
        if (outcome.next() == WebhookStatus.SENT) {
            told(key, delivery);
        }
        DueRow next = key.holder() == delivery.sequence() ? pass(key, webhook(delivery)) : null;
        return next == null
                ? null
                : next.claimed(delivery.lease(), tables.events().content(next.event()), tables.keys(), 0);
    }

    /** Notes a success that came after the delivery was ended: it reached the receiver all the same. */
    void toldLate(ClaimedDelivery delivery) throws SQLException {
        OrderKey key = tables.keys().ofDelivery(delivery.sequence());
        if (key != null) {
            told(key, delivery);
        }
    }

    /**
     * Ends an unfinished delivery without an outcome.
     *
     * @return whether another one's turn has come by it, which nobody was told of yet
     */
    boolean end(long sequence, WebhookState webhook, FailureReason reason) throws SQLException {
        return tables.deliveries().end(sequence, reason) && passFrom(sequence, webhook);
    }

    /**
     * Passes the turn on from a delivery that was ended without an outcome, where it was its turn.
     *
     * @return whether another one's turn has come by it, which nobody was told of yet
     */
    boolean passFrom(long sequence, WebhookState webhook) throws SQLException {
        OrderKey key = tables.keys().ofDelivery(sequence);
        return key != null && key.holder() == sequence && pass(key, webhook) != null;
    }

    /** @return the delivery whose turn it is now; null where none waits */
    DueRow pass(OrderKey key, WebhookState webhook) throws SQLException {
        long next = key.mayHaveWaiting() ? tables.waiting().first(key.row(), webhook.endedThrough()) : 0;
        tables.keys().hold(key, next);
        return next == 0 ? null : tables.waiting().open(next);
    }

    /** Whether a new delivery need not wait. */
    static boolean isFree(OrderKey key, WebhookState webhook) {
        return key.holder() == 0 || webhook.hasEnded(key.holder(), false);
    }

    private void told(OrderKey key, ClaimedDelivery delivery) {
        key.told(delivery.order().number());
        tables.keys().changed(key);
    }

    /** As it is after the outcome, which may have deactivated it. */
    private WebhookState webhook(ClaimedDelivery delivery) {
        return tables.states().get(delivery.webhookId());
    }
}
