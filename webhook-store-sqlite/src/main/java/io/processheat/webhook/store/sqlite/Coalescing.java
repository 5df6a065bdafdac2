package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.FailureReason;
import io.processheat.webhook.store.sqlite.CoalescedTable.Newest;
import java.sql.SQLException;

/** Lets a new event of a coalesced type take the place of the one before, where that is still undelivered. */
final class Coalescing {

    /** Nothing was undelivered. */
    static final Replaced NOTHING = new Replaced(0, false, false);

    private static final Replaced ITSELF = new Replaced(0, false, true);

    private final Tables tables;
    private final HandOver handOver;

    /**
     * What a new delivery found.
     *
     * @param sequence of the delivery that ended; 0: none
     * @param handedOut whether that may be in a dispatcher's memory
     * @param itself the new one is of an older event than what is undelivered: it is the one that ends
     */
    record Replaced(long sequence, boolean handedOut, boolean itself) {}

    Coalescing(Transaction transaction) {
        this.tables = transaction.tables();
        this.handOver = transaction.handOver();
    }

    /** Ends what the delivery that is about to get this sequence replaces. */
    Replaced replace(OrderKey key, Draft draft, long sequence, WebhookState webhook) throws SQLException {
        Newest newest = tables.coalesced().newest(key.row(), draft.type());
        int status = newest == null ? Codes.FAILED : tables.deliveries().status(newest.sequence());
        boolean undelivered = Codes.UNFINISHED.contains(status) && !webhook.hasEnded(newest.sequence(), false);
        if (undelivered && newest.event() > draft.event()) {
            return ITSELF;
        }
        tables.coalesced().put(key.row(), draft.type(), draft.event(), sequence);
        if (!undelivered) {
            return NOTHING;
        }
        tables.deliveries().end(newest.sequence(), FailureReason.SUPERSEDED);
        handOver.ended(newest.sequence());
        return new Replaced(newest.sequence(), status != Codes.WAITING, false);
    }
}
