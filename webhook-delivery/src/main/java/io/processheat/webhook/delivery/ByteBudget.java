package io.processheat.webhook.delivery;

/**
 * The bytes that a lane's deliveries may hold in memory.
 *
 * <p>A webhook may hold a share <em>of what is free</em>, not of the whole. However many webhooks pile up a backlog, each
 * then stops while something is still free: with {@code n} of them {@code total / (1 + n / 8)} is left for the others. A
 * fixed share would be used up by the first eight.
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
     * @param prompt whether it answers promptly: those that do not get less, so that they leave room for those that do
     */
    long room(long held, boolean prompt) {
        long free = total - used;
        if (held == 0) {
            return prompt ? free : free / 2;
        }
        return share(prompt) - held;
    }

    /** How much a webhook may hold as things stand. */
    long share(boolean prompt) {
        return (total - used) / (prompt ? PROMPT_PART : SLOW_PART);
    }

    void take(long bytes) {
        used += bytes;
    }

    void give(long bytes) {
        used -= bytes;
    }
}
