package io.processheat.webhook.delivery;

import java.util.concurrent.TimeUnit;

/** Spaces a webhook's attempts evenly, so that no second holds more of them than it wants. */
final class RateLimit {

    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** What a late turn of the loop may make up for. */
    private static final long SLACK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private long spacingNanos;
    private long nextNanos = Long.MIN_VALUE;

    /** @param perSecond 0: no limit */
    void perSecond(int perSecond) {
        spacingNanos = perSecond == 0 ? 0 : SECOND_NANOS / perSecond;
    }

    /** From when on the next attempt may start, on the monotonic clock. */
    long startAt() {
        return spacingNanos == 0 || nextNanos == Long.MIN_VALUE ? Long.MIN_VALUE : ceilMillis(nextNanos - slack());
    }

    void started(long nowMillis) {
        if (spacingNanos > 0) {
            long now = TimeUnit.MILLISECONDS.toNanos(nowMillis);
            nextNanos = Math.max(now - slack(), nextNanos) + spacingNanos;
        }
    }

    /** Slow rates are kept exactly; where attempts are less than the slack apart, single ones may come early. */
    private long slack() {
        return spacingNanos < SLACK_NANOS ? SLACK_NANOS : 0;
    }

    private static long ceilMillis(long nanos) {
        return -Math.floorDiv(-nanos, TimeUnit.MILLISECONDS.toNanos(1));
    }
}
