package io.processheat.webhook.delivery;

import java.util.HashSet;
import java.util.Set;

/**
 * What a webhook's queue knows of its deliveries that are in the store only. On the monotonic clock.
 *
 * <p>While a page is on its way, what else becomes known is added to what the page will say: results of the store may
 * reach the loop in another order than that of their effects.
 */
final class Unread {

    /** Some may be due that no page on its way will show: new ones queue up behind them, in the store. */
    boolean due;

    /** A page was asked for, or is about to be. */
    boolean asked;

    /** Some may be due by rights, though the store's clock says later: it may have been set back since. */
    boolean clockSuspect;

    /** What the first of them takes of memory, as far as is known: without that much room, a page would be of no use. */
    long firstBytes = ByteBudget.OVERHEAD;

    /** When to look again. */
    long lookAt = DueHeap.NEVER;

    /** The earliest entry in the heap of looks. */
    long entryAt = DueHeap.NEVER;

    /** Left memory since the page was asked for, which may show them as they were before. */
    private final Set<Long> leftMemory = new HashSet<>();

    /** A page is being asked for: it will show all that is known to be there. */
    void pageAsked() {
        due = false;
        lookAt = DueHeap.NEVER;
        firstBytes = ByteBudget.OVERHEAD;
        leftMemory.clear();
    }

    /** The page was read, or never will be. */
    void pageRead() {
        leftMemory.clear();
    }

    void leftMemory(long sequence) {
        if (asked) {
            leftMemory.add(sequence);
        }
    }

    /** Whether what a page shows of this delivery is out of date, perhaps. */
    boolean hasLeftMemory(long sequence) {
        return leftMemory.contains(sequence);
    }
}
