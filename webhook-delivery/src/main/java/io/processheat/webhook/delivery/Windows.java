package io.processheat.webhook.delivery;

import io.processheat.webhook.delivery.Window.Slot;

/**
 * How many attempts a lane may have under way: a fast window for webhooks that answer promptly, and a slow one.
 *
 * <p>Webhooks that do not answer promptly (not yet, not any more) are confined to the slow window. Prompt ones use the
 * fast window and, where it is full, up to half of the slow one; an attempt that becomes late moves over. So that many webhooks that
 * hang all at once do not fill both, a webhook may have a share of what is free under way: the fuller the windows, the
 * nearer to one attempt each. A few that hang have their full number, so their retries keep their times.
 */
final class Windows {

    private static final int PART = 32;
    private static final int SLOW_AT_ONCE = 16;

    private final Window fast;
    private final Window slow;

    /** @param reservedPercent of each window, for attempts of the highest priority */
    Windows(int fastLimit, int slowLimit, int reservedPercent) {
        this.fast = new Window(fastLimit, reservedPercent);
        this.slow = new Window(slowLimit, reservedPercent);
    }

    boolean hasRoom(boolean prompt, boolean highest) {
        return free(prompt, highest) > 0;
    }

    /** Whether a webhook with this many attempts under way may start another. */
    boolean mayStart(boolean prompt, boolean highest, long underWay) {
        int free = free(prompt, highest);
        return free > 0 && underWay <= (prompt ? free / PART : SLOW_AT_ONCE * free / slow.limit());
    }

    /** Counts an attempt in, also where the windows are full. */
    Slot enter(boolean prompt, boolean highest) {
        return (prompt && fast.free(highest) > 0 ? fast : slow).enter(highest);
    }

    void leave(Slot slot) {
        slot.window().leave(slot);
    }

    /** Moves a late attempt over, also where the slow window is full then. */
    Slot becomeLate(Slot slot, boolean highest) {
        if (slot.window() == slow) {
            return slot;
        }
        leave(slot);
        return slow.enter(highest);
    }

    private int free(boolean prompt, boolean highest) {
        int freeSlow = slow.free(highest);
        return prompt ? fast.free(highest) + Math.max(0, freeSlow - slow.limit() / 2) : freeSlow;
    }
}
