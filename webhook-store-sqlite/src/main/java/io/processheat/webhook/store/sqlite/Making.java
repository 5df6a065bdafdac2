package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.FailureReason;
import io.processheat.webhook.spi.KeyOrder;
import io.processheat.webhook.store.sqlite.Coalescing.Replaced;
import io.processheat.webhook.store.sqlite.DeliveryTable.NewRow;
import io.processheat.webhook.store.sqlite.Draft.Original;
import java.sql.SQLException;

/** Makes deliveries, with their places in their ordering keys. */
final class Making {

    private final Transaction transaction;
    private final Tables tables;
    private final Turns turns;
    private final Coalescing coalescing;

    /**
     * What was made.
     *
     * @param itsTurn whether it may be sent
     * @param order null where it has none
     * @param replaced sequence of an ended delivery that may be in a dispatcher's memory; 0: none
     * @param passedTo another delivery, whose turn came because of that; or null
     */
    record Made(long sequence, boolean itsTurn, KeyOrder order, long replaced, DueRow passedTo) {

        static Made plain(long sequence) {
            return new Made(sequence, true, null, 0, null);
        }
    }

    Making(Transaction transaction) {
        this.transaction = transaction;
        this.tables = transaction.tables();
        this.turns = new Turns(tables);
        this.coalescing = new Coalescing(transaction);
    }

    Made make(Draft draft, WebhookState webhook) throws SQLException {
        if (draft.hasKey() && webhook.handling().minds(draft.type())) {
            return withKey(draft, webhook);
        }
        return Made.plain(tables.deliveries().insert(row(draft, webhook, Codes.PENDING, null, null, null)));
    }

    private Made withKey(Draft draft, WebhookState webhook) throws SQLException {
        OrderKey key = tables.keys().named(webhook.row(), draft.terms().orderingKey());
        long sequence = tables.deliveries().lastSequence() + 1;
        Replaced replaced = coalesces(draft, webhook)
                ? coalescing.replace(key, draft, sequence, webhook)
                : Coalescing.NOTHING;
        boolean heldTheKey = replaced.sequence() != 0 && replaced.sequence() == key.holder();
        DueRow passedTo = heldTheKey ? turns.pass(key, webhook) : null;
        Long number = webhook.handling().ordered() ? number(key, draft.original()) : null;
        key.entered(sequence);
        tables.keys().changed(key);
        if (replaced.itself()) {
            insert(draft, webhook, Codes.FAILED, FailureReason.SUPERSEDED, key, number);
            return new Made(sequence, false, null, 0, null);
        }
        boolean itsTurn = number == null || enter(key, sequence, webhook);
        insert(draft, webhook, itsTurn ? Codes.PENDING : Codes.WAITING, null, key, number);
        KeyOrder order = number == null ? null : new KeyOrder(number, key.toldThrough());
        return new Made(sequence, itsTurn, order, replaced.handedOut() ? replaced.sequence() : 0, passedTo);
    }

    /** A replay was asked for: it neither ends anything nor is it ended. */
    private static boolean coalesces(Draft draft, WebhookState webhook) {
        return draft.original() == null && webhook.handling().coalesced().contains(draft.type());
    }

    private static long number(OrderKey key, Original original) {
        if (original != null && original.keyNumber() != null) {
            return original.keyNumber();
        }
        return key.nextNumber();
    }

    /** @return whether it holds the key at once */
    private boolean enter(OrderKey key, long sequence, WebhookState webhook) {
        boolean free = Turns.isFree(key, webhook);
        if (free) {
            tables.keys().hold(key, sequence);
        }
        return free;
    }

    private void insert(
            Draft draft, WebhookState webhook, int status, FailureReason reason, OrderKey key, Long number)
            throws SQLException {
        Long orderKey = number == null ? null : Long.valueOf(key.row());
        tables.deliveries().insert(row(draft, webhook, status, reason, orderKey, number));
    }

    private NewRow row(
            Draft draft, WebhookState webhook, int status, FailureReason reason, Long orderKey, Long number) {
        return new NewRow(
                draft.deliveryId(),
                webhook.row(),
                draft.event(),
                transaction.now(),
                status,
                reason,
                draft.test(),
                draft.original() == null ? null : Long.valueOf(draft.original().sequence()),
                draft.terms().priority(),
                draft.terms().expiresAt(),
                orderKey,
                number);
    }
}
