package io.processheat.webhook.delivery;

import io.processheat.webhook.Priority;
import java.util.HashSet;
import java.util.Set;

/**
 * What a webhook's queue knows of its deliveries that are in the store only. On the monotonic clock.
 *
 * <p>While a page is on its way, what else becomes known is added to what the page will say: results of the store may
 * reach the loop in another order than that of their effects.
 */
final class Unread {

    /** A page was asked for, or is about to be. */
    boolean asked;

    /** Some may be due by rights, though the store's clock says later: it may have been set back since. */
    boolean clockSuspect;

    /** A page that was asked for whatever the clock says did not show all: such a page is to be asked for again. */
    boolean clockSuspectStill;

    /** The earliest entry in the heap of looks. */
    long entryAt = DueHeap.NEVER;

    private final Looks looks = new Looks();
    private Priority due;
    private Priority onItsWay;
    private long firstBytes = ByteBudget.OVERHEAD;
    private int pageSize = Pager.PAGE;

    /** Left memory since the page was asked for, which may show them as they were before. */
    private final Set<Long> leftMemory = new HashSet<>();

    /** When to look again, and for what. */
    Looks looks() {
        return looks;
    }

    /**
     * The highest priority of which some may be due that no page on its way will show: new ones of it, and of those below,
     * queue up behind them, in the store. Null where there are none.
     */
    Priority due() {
        return due;
    }

    /** Some of this priority, or of those below, may be due. */
    void add(Priority priority) {
        add(priority, ByteBudget.OVERHEAD);
    }

    /** Some of this priority, or of those below, are due, and the first of them takes so much memory. */
    void add(Priority priority, long bytes) {
        if (due == null || due.compareTo(priority) < 0) {
            due = priority;
            firstBytes = bytes;
        }
    }

    /** What the first of them takes of memory, as far as is known: without that much room, a page would be of no use. */
    long firstBytes() {
        return firstBytes;
    }

    /** Whether some of this priority may be due that no page on its way will show. */
    boolean has(Priority priority) {
        return due != null && due.compareTo(priority) >= 0;
    }

    /** Whether a page on its way may show some of this priority. */
    boolean isComing(Priority priority) {
        return onItsWay != null && onItsWay.compareTo(priority) >= 0;
    }

    /** How many more than it holds the next page is to bring, where there is room. */
    int pageSize() {
        return pageSize;
    }

    void pageSize(int size) {
        pageSize = size;
    }

    /** A page is being asked for: it will show all that is known to be there. */
    void pageAsked() {
        onItsWay = due;
        due = null;
        firstBytes = ByteBudget.OVERHEAD;
        leftMemory.clear();
    }

    /** The page was read, or never will be. */
    void pageRead() {
        onItsWay = null;
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
