package io.processheat.systemtest;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what other processes do: there is nothing but looking again. */
final class Wait {

    private static final long POLL_MILLIS = 10;

    private Wait() {}

    static void until(String what, Duration patience, Callable<Boolean> condition) {
        if (!upTo(patience, condition)) {
            throw new AssertionError("Not within " + patience.toMillis() + " ms: " + what);
        }
    }

    /** Whether it came true in time. */
    static boolean upTo(Duration patience, Callable<Boolean> condition) {
        long start = System.nanoTime();
        try {
            while (!condition.call()) {
                if (System.nanoTime() - start > patience.toNanos()) {
                    return false;
                }
                Thread.sleep(POLL_MILLIS);
            }
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting", interrupted);
        } catch (Exception failure) {
            throw new AssertionError("Failed while waiting", failure);
        }
    }
}
