package io.processheat.webhook.delivery;

/**
 * The bytes that a lane's deliveries may hold in memory.
 *
 * <p>Webhooks that do not answer promptly share at most half of it: what they hold may stay for long. And each webhook
 * may hold a part <em>of what is free</em>, not of the whole, so that one more backlog always finds something: prompt
 * webhooks soon shrink to their new parts. Fixed parts would be used up by the first few.
 */
final class ByteBudget {

    /** Objects that keep a delivery besides its payload. */
    static final int OVERHEAD = 512;

    /** Least total: an empty budget takes the largest payload (1 MiB) of any webhook. */
    static final long SMALLEST = 4 << 20;

    private static final int PROMPT_PART = 8;
    private static final int SLOW_PART = 32;

    private final long total;
    private long used;
    private long usedBySlow;

    ByteBudget(long total) {
        this.total = Math.max(SMALLEST, total);
    }

    long used() {
        return used;
    }

    /**
     * How much more a webhook may hold.
     *
     * @param held what it holds
     */
    long room(long held, boolean prompt) {
        return held == 0 ? free(prompt) : share(prompt) - held;
    }

    /** How much a webhook may hold as things stand, where that is more than a single delivery. */
    long share(boolean prompt) {
        return free(prompt) / (prompt ? PROMPT_PART : SLOW_PART);
    }

    void take(long bytes, boolean prompt) {
        used += bytes;
        usedBySlow += prompt ? 0 : bytes;
    }

    void give(long bytes, boolean prompt) {
        take(-bytes, prompt);
    }

    private long free(boolean prompt) {
        long free = total - used;
        return Math.max(0, prompt ? free : Math.min(free, total / 2 - usedBySlow));
    }
}
