package io.processheat.webhook.delivery;

import io.processheat.webhook.Priority;

/**
 * The bytes that a lane's deliveries may hold in memory.
 *
 * <p>Webhooks that do not answer promptly share at most half of it: what they hold may stay for long. And each webhook
 * may hold a part <em>of what is free</em>, not of the whole, so that one more backlog always finds something: prompt
 * webhooks soon shrink to their new parts. Fixed parts would be used up by the first few.
 *
 * <p>The less important leaves an eighth free: a sixteenth for each priority above it. So an alarm finds room whatever waits
 * there, of the same webhook or of others; nothing needs to be thrown out for it.
 *
 * <p>A single delivery may be larger than what a webhook would ever find free. One such <em>oversize</em> delivery at a
 * time is held beyond the total, by a webhook that holds nothing else; it takes nothing from the others.
 */
final class ByteBudget {

    /** Objects that keep a delivery besides its payload. */
    static final int OVERHEAD = 512;

    /** Least total. */
    static final long SMALLEST = 4 << 20;

    private static final int PROMPT_PART = 8;
    private static final int SLOW_PART = 32;
    private static final int RESERVED_PART = 16;
    private static final int CROWDED_PART = 4;

    private final long total;
    private long used;
    private long usedBySlow;
    private boolean oversizeHeld;

    ByteBudget(long total) {
        this.total = Math.max(SMALLEST, total);
    }

    long used() {
        return used;
    }

    /**
     * How much more of a priority a webhook may hold.
     *
     * @param held what it holds of that priority and of those above it
     */
    long room(long held, boolean prompt, Priority priority) {
        return held == 0 ? free(prompt, priority) : share(prompt, priority) - held;
    }

    /**
     * Whether a webhook may take a delivery of so many bytes.
     *
     * @param held what it holds of that priority and of those above it
     */
    boolean fits(long bytes, long held, boolean prompt, Priority priority) {
        return room(held, prompt, priority) >= bytes || mayBeOversize(bytes, held, prompt, priority);
    }

    /** Whether a delivery that is taken now is held beyond the total. */
    boolean mayBeOversize(long bytes, long held, boolean prompt, Priority priority) {
        return held == 0 && !oversizeHeld && isLarge(bytes) && bytes > free(prompt, priority);
    }

    void oversizeHeld(boolean isHeld) {
        oversizeHeld = isHeld;
    }

    /** Whether it may be oversize: thousands of small ones that hang must not compete with it for that one place. */
    private boolean isLarge(long bytes) {
        return bytes > total / 2 / SLOW_PART;
    }

    /** Whether webhooks that are not prompt hold so much that each is to keep to its share. */
    boolean isCrowdedBySlow() {
        return usedBySlow > total / CROWDED_PART;
    }

    /** How much of a priority a webhook may hold as things stand, where that is more than a single delivery. */
    long share(boolean prompt, Priority priority) {
        return free(prompt, priority) / (prompt ? PROMPT_PART : SLOW_PART);
    }

    void take(long bytes, boolean prompt) {
        used += bytes;
        usedBySlow += prompt ? 0 : bytes;
    }

    void give(long bytes, boolean prompt) {
        take(-bytes, prompt);
    }

    private long free(boolean prompt, Priority priority) {
        long reserved = total / RESERVED_PART * (Priority.HIGH.ordinal() - priority.ordinal());
        long free = total - used - reserved;
        return Math.max(0, prompt ? free : Math.min(free, total / 2 - usedBySlow - reserved / 2));
    }
}
