package io.processheat.webhook.delivery;

/**
 * How many attempts a webhook may have under way. Half as many after a sign that its receiver is overloaded, down to one;
 * one more for each round of answers without such a sign, up to the limit. What was started before the last reduction
 * says nothing new and does not count again.
 */
final class Throttle {

    /** A receiver that asks for a pause gets one, but cannot put its webhook to sleep. */
    static final long LONGEST_HOLD_MILLIS = 60_000;

    private int limit;
    private double allowed;
    private long reducedAt = Long.MIN_VALUE;
    private long heldUntil = Long.MIN_VALUE;

    Throttle(int limit) {
        this.limit = limit;
        this.allowed = limit;
    }

    /** Changes the limit; a webhook that was not slowed down is not slowed down by that. */
    void limit(int changed) {
        allowed = allowed >= limit ? changed : Math.min(allowed, changed);
        limit = changed;
    }

    int allowed() {
        return (int) allowed;
    }

    /** From when on the next attempt may start, on the monotonic clock. */
    long startAt() {
        return heldUntil;
    }

    void overloaded(long startedAt, long now) {
        if (startedAt > reducedAt) {
            allowed = Math.max(1, allowed / 2);
            reducedAt = now;
        }
    }

    /** The receiver asks not to be called for so long. */
    void hold(long millis, long now) {
        heldUntil = Math.max(heldUntil, now + Math.min(millis, LONGEST_HOLD_MILLIS));
    }

    void answered() {
        allowed = Math.min(limit, allowed + 1 / allowed);
    }
}
