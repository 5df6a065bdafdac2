package io.processheat.webhook.delivery;

import io.processheat.webhook.FailureReason;
import io.processheat.webhook.delivery.http.PostResult;
import io.processheat.webhook.delivery.http.PostResult.Answered;
import io.processheat.webhook.delivery.http.PostResult.Failed;
import io.processheat.webhook.delivery.http.PostResult.Kind;
import io.processheat.webhook.spi.ClaimedDelivery;
import java.util.OptionalLong;

/** Decides what follows from an attempt; the only place that does. */
final class RetryPolicy {

    private static final int GONE = 410;

    private final long orderHoldMillis;

    /** @param orderHoldMillis for how long a delivery that is retried may hold back those behind it in its ordering key */
    RetryPolicy(long orderHoldMillis) {
        this.orderHoldMillis = orderHoldMillis;
    }

    /**
     * Decides.
     *
     * @param failures failed attempts, this one included if it failed, without those outside the schedule
     * @param now wall clock, for a Retry-After with a date
     * @param random at least 0 and below 1
     */
    Decision decide(
            PostResult result, int failures, ClaimedDelivery delivery, RetrySchedule schedule, long now, double random) {
        if (isSuccess(result)) {
            return Decision.SENT;
        }
        if (delivery.test()) {
            return Decision.failed(FailureReason.EXHAUSTED);
        }
        if (isOutsideSchedule(result)) {
            return retryIn(0, failures, schedule);
        }
        if (result instanceof Answered answered && answered.status() == GONE) {
            return Decision.failed(FailureReason.GONE);
        }
        OptionalLong delay = schedule.delayMillis(failures, random);
        if (delay.isEmpty()) {
            return Decision.failed(FailureReason.EXHAUSTED);
        }
        if (delivery.expiresAt() <= now) {
            return Decision.failed(FailureReason.EXPIRED);
        }
        long asked = Math.max(delay.getAsLong(), retryAfterMillis(result, now));
        return retryIn(Math.min(asked, delivery.expiresAt() - now), failures, schedule);
    }

    /** The hold is reckoned from the schedule: so it needs no timer, and a restart does not begin it anew. */
    private Decision retryIn(long delayMillis, int failures, RetrySchedule schedule) {
        return Decision.retryIn(delayMillis, schedule.sumMillis(failures - 1) + delayMillis <= orderHoldMillis);
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
