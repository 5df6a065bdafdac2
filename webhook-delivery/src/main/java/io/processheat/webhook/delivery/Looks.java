package io.processheat.webhook.delivery;

import io.processheat.webhook.Priority;
import java.util.Arrays;

/** When to look at the store for deliveries of each priority. On the monotonic clock. */
final class Looks {

    private final long[] times = new long[Priority.values().length];

    Looks() {
        clear();
    }

    void clear() {
        Arrays.fill(times, DueHeap.NEVER);
    }

    /** Some of this priority may be due at this time. */
    void add(Priority priority, long time) {
        times[priority.ordinal()] = Math.min(times[priority.ordinal()], time);
    }

    /** The earliest time; {@link DueHeap#NEVER} where there is none. */
    long earliest() {
        long earliest = DueHeap.NEVER;
        for (long time : times) {
            earliest = Math.min(earliest, time);
        }
        return earliest;
    }

    /** Takes out what is to be looked for by now: the highest priority of it, or null. */
    Priority poll(long now) {
        Priority highest = null;
        for (Priority priority : Priority.values()) {
            if (times[priority.ordinal()] <= now) {
                times[priority.ordinal()] = DueHeap.NEVER;
                highest = priority;
            }
        }
        return highest;
    }
}
