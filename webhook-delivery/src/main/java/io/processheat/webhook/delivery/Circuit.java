package io.processheat.webhook.delivery;

/**
 * Opens after so many attempts in a row that found no one to talk to. While it is open, one attempt at a time is made, at
 * intervals, until one is answered: a receiver that is down is not knocked at with all that waits for it.
 */
final class Circuit {

    private final int threshold;
    private final long probeMillis;
    private int failures;
    private long probeAt;

    /** @param threshold 0: it never opens */
    Circuit(int threshold, long probeMillis) {
        this.threshold = threshold;
        this.probeMillis = probeMillis;
    }

    boolean isOpen() {
        return threshold > 0 && failures >= threshold;
    }

    /** From when on the next attempt may start, on the monotonic clock. */
    long startAt() {
        return isOpen() ? probeAt : Long.MIN_VALUE;
    }

    /** @return true where it opens by this */
    boolean failed(long now) {
        boolean wasOpen = isOpen();
        failures = Math.min(failures, Integer.MAX_VALUE - 1) + 1;
        probeAt = now + probeMillis;
        return isOpen() && !wasOpen;
    }

    /** @return true where it closes by this */
    boolean answered() {
        boolean wasOpen = isOpen();
        failures = 0;
        return wasOpen;
    }
}
