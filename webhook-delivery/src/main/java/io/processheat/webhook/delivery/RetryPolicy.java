package io.processheat.webhook.delivery;

import io.processheat.webhook.FailureReason;
import io.processheat.webhook.delivery.http.PostResult;
import io.processheat.webhook.delivery.http.PostResult.Answered;
import io.processheat.webhook.delivery.http.PostResult.Failed;
import io.processheat.webhook.delivery.http.PostResult.Kind;
import java.util.OptionalLong;

/** Decides what follows from an attempt; the only place that does. */
final class RetryPolicy {

    private static final int GONE = 410;

    private RetryPolicy() {}

    /**
     * Decides.
     *
     * @param failures failed attempts, this one included if it failed, without those outside the schedule
     * @param test whether there is one attempt only
     * @param now wall clock, for a Retry-After with a date
     * @param random at least 0 and below 1
     */
    static Decision decide(
            PostResult result, int failures, boolean test, RetrySchedule schedule, long now, double random) {
        if (isSuccess(result)) {
            return Decision.SENT;
        }
        if (test) {
            return Decision.failed(FailureReason.EXHAUSTED);
        }
        if (isOutsideSchedule(result)) {
            return Decision.retryIn(0);
        }
        if (result instanceof Answered answered && answered.status() == GONE) {
            return Decision.failed(FailureReason.GONE);
        }
        OptionalLong delay = schedule.delayMillis(failures, random);
        return delay.isEmpty()
                ? Decision.failed(FailureReason.EXHAUSTED)
                : Decision.retryIn(Math.max(delay.getAsLong(), retryAfterMillis(result, now)));
    }

    static boolean isSuccess(PostResult result) {
        return result instanceof Answered answered && answered.status() / 100 == 2;
    }

    /** Whether the attempt only found out that a connection was closed: it is repeated at once and does not count. */
    static boolean isOutsideSchedule(PostResult result) {
        return result instanceof Failed failed && failed.kind() == Kind.STALE_CONNECTION;
    }

    private static long retryAfterMillis(PostResult result, long now) {
        return result instanceof Answered answered
                ? RetryAfter.delayMillis(answered.retryAfter().orElse(null), now)
                : 0;
    }
}
