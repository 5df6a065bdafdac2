package io.processheat.webhook.delivery;

/**
 * How many attempts a lane may have under way: a fast window for webhooks that answer promptly, and a slow one.
 *
 * <p>Webhooks that do not answer promptly (not yet, not any more) are confined to the slow window. Prompt ones use the
 * fast window and, where it is full, up to half of the slow one; an attempt that becomes late moves over. So that many webhooks that
 * hang all at once do not fill both, a webhook may have a share of what is free under way: the fuller the windows, the
 * nearer to one attempt each. A few that hang have their full number, so their retries keep their times.
 */
final class Windows {

    /** The window an attempt counts in. */
    enum Window {
        FAST,
        SLOW
    }

    private static final int PART = 32;
    private static final int SLOW_AT_ONCE = 16;

    private final int fastLimit;
    private final int slowLimit;
    private int fast;
    private int slow;

    Windows(int fastLimit, int slowLimit) {
        this.fastLimit = fastLimit;
        this.slowLimit = slowLimit;
    }

    boolean hasRoom(boolean prompt) {
        return free(prompt) > 0;
    }

    /** Whether a webhook with this many attempts under way may start another. */
    boolean mayStart(boolean prompt, int underWay) {
        int free = free(prompt);
        return free > 0 && underWay <= (prompt ? free / PART : SLOW_AT_ONCE * free / slowLimit);
    }

    /** Counts an attempt in, also where the windows are full. */
    Window enter(boolean prompt) {
        if (prompt && fast < fastLimit) {
            fast++;
            return Window.FAST;
        }
        slow++;
        return Window.SLOW;
    }

    void leave(Window window) {
        if (window == Window.FAST) {
            fast--;
        } else {
            slow--;
        }
    }

    /** Moves a late attempt over, also where the slow window is full then. */
    Window becomeLate(Window window) {
        if (window == Window.FAST) {
            fast--;
            slow++;
        }
        return Window.SLOW;
    }

    private int free(boolean prompt) {
        int freeSlow = Math.max(0, slowLimit - slow);
        return prompt ? Math.max(0, fastLimit - fast) + Math.max(0, freeSlow - slowLimit / 2) : freeSlow;
    }
}
