package io.processheat.webhook.delivery;

import io.processheat.webhook.Priority;

/** What deliveries of a priority, and of those above it, add up to: the less important is never in their way. */
final class SumByPriority {

    private final long[] sums = new long[Priority.values().length];

    void add(Priority priority, long amount) {
        for (int i = 0; i <= priority.ordinal(); i++) {
            sums[i] += amount;
        }
    }

    /** The sum of this priority and of those above it. */
    long from(Priority priority) {
        return sums[priority.ordinal()];
    }

    /** The sum of all. */
    long all() {
        return sums[0];
    }
}
