package io.processheat.webhook.delivery;

/** What a webhook's queue knows of its deliveries that are in the store only. On the monotonic clock. */
final class Unread {

    /** Some may be due: new ones queue up behind them, in the store. */
    boolean due;

    /** What the first of them takes of memory, as far as is known: without that much room, a page would be of no use. */
    long firstBytes = ByteBudget.OVERHEAD;

    /** A page was asked for, or is about to be. */
    boolean asked;

    /** Some may be due by rights, though the store's clock says later: it may have been set back since. */
    boolean clockSuspect;

    /** When to look again. */
    long lookAt = DueHeap.NEVER;

    /** The earliest entry in the heap of looks. */
    long entryAt = DueHeap.NEVER;
}
