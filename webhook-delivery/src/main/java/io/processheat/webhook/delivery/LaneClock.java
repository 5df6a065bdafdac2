package io.processheat.webhook.delivery;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The two clocks of a lane: the wall clock is what the store and receivers see; everything in memory goes by the
 * monotonic one, so that nothing waits longer, or shorter, because somebody set the clock.
 */
final class LaneClock {

    private static final long NOTICEABLE_MILLIS = 1_000;

    private final Loop loop;
    private final LongSupplier wall;
    private final long origin;
    private long offset;

    LaneClock(Loop loop, LongSupplier wall) {
        this.loop = loop;
        this.wall = wall;
        this.origin = loop.nanoTime();
        this.offset = wall.getAsLong();
    }

    /** Monotonic ms since the lane was made. */
    long millis() {
        return TimeUnit.NANOSECONDS.toMillis(loop.nanoTime() - origin);
    }

    /** Milliseconds since the epoch. */
    long wall() {
        return wall.getAsLong();
    }

    /** Whether the wall clock was set back since the last call; small corrections go unnoticed. */
    boolean wasSetBack() {
        long before = offset;
        offset = wall() - millis();
        return offset < before - NOTICEABLE_MILLIS;
    }
}
