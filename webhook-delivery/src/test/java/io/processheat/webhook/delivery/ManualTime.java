package io.processheat.webhook.delivery;

import java.util.concurrent.TimeUnit;

/** The clocks of a test. */
final class ManualTime {

    private static final long START = 1_795_000_000_000L;

    private long elapsedMillis;
    private long wallOffset = START;

    long nanos() {
        return TimeUnit.MILLISECONDS.toNanos(elapsedMillis);
    }

    long elapsedMillis() {
        return elapsedMillis;
    }

    long wall() {
        return wallOffset + elapsedMillis;
    }

    void elapseTo(long millis) {
        elapsedMillis = millis;
    }

    /** Sets the wall clock. */
    void jump(long millis) {
        wallOffset += millis;
    }
}
