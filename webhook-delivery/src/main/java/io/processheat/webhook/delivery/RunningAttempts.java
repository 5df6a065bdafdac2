package io.processheat.webhook.delivery;

import io.processheat.webhook.delivery.http.PostResult.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * The attempts under way, looked through every {@value #TICK_MILLIS} ms for those that are late or out of time: cheaper
 * than a timer for each, of which nearly all would be cancelled.
 */
final class RunningAttempts {

    /** From here on an attempt is late, and its webhook is not prompt. */
    static final long LATE_MILLIS = 500;

    private static final long TICK_MILLIS = 50;

    private final Windows windows;
    private final long timeoutMillis;
    private final String timeout;
    private final List<RunningAttempt> attempts = new ArrayList<>();
    private long nextTick = DueHeap.NEVER;

    RunningAttempts(Windows windows, long timeoutMillis) {
        this.windows = windows;
        this.timeoutMillis = timeoutMillis;
        this.timeout = "no answer within " + timeoutMillis + " ms";
    }

    boolean isEmpty() {
        return attempts.isEmpty();
    }

    /** When to {@link #tick} next. */
    long nextTick() {
        return nextTick;
    }

    void add(RunningAttempt attempt) {
        attempt.index = attempts.size();
        attempts.add(attempt);
        if (nextTick == DueHeap.NEVER) {
            nextTick = attempt.startedMillis + TICK_MILLIS;
        }
    }

    void remove(RunningAttempt attempt) {
        RunningAttempt last = attempts.remove(attempts.size() - 1);
        if (last != attempt) {
            attempts.set(attempt.index, last);
            last.index = attempt.index;
        }
        windows.leave(attempt.slot);
    }

    /** Cancelling takes an attempt out of the list; going from the end meets each of the others once all the same. */
    void tick(long now) {
        if (now < nextTick) {
            return;
        }
        nextTick = attempts.isEmpty() ? DueHeap.NEVER : now + TICK_MILLIS;
        for (int i = attempts.size() - 1; i >= 0; i--) {
            RunningAttempt attempt = attempts.get(i);
            long age = now - attempt.startedMillis;
            if (age >= LATE_MILLIS && !attempt.late) {
                becomeLate(attempt);
            }
            if (age >= timeoutMillis) {
                attempt.call.cancel(Kind.TIMEOUT, timeout);
            }
        }
    }

    void cancelAll() {
        for (int i = attempts.size() - 1; i >= 0; i--) {
            attempts.get(i).call.cancel(Kind.STOPPED, "the dispatcher stops");
        }
    }

    private void becomeLate(RunningAttempt attempt) {
        attempt.late = true;
        attempt.slot = windows.becomeLate(attempt.slot, attempt.delivery.goesFirst());
        if (!attempt.delivery.test()) {
            attempt.queue().late();
        }
    }
}
