package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The attempt of a delivery that was SENT at once, in one number of the delivery's own row: most attempts are such, and
 * say nothing that needs a row among the attempts. All these numbers take six bytes, and so does the one that keeps their
 * room until then: the row does not change its length.
 */
final class FirstTry {

    /** From the right: whether the milliseconds carried over, the status, the duration in microseconds, a one. */
    private static final int STATUS_SHIFT = 1;
    private static final int STATUS_MASK = 0x7f;
    private static final int DURATION_SHIFT = 8;
    private static final long MARK = 1L << 45;
    private static final long LONGEST_MICROS = MARK >> DURATION_SHIFT;

    private FirstTry() {}

    /** Whether the number tells all of it. */
    static boolean fits(Attempt attempt) {
        long micros = micros(attempt);
        return attempt.number() == 1
                && attempt.response().isEmpty()
                && attempt.error().isEmpty()
                && attempt.httpStatus().filter(status -> status / 100 == 2).isPresent()
                && 0 <= micros && micros < LONGEST_MICROS;
    }

    /** @param sentAt when it ended, in milliseconds; the row keeps that beside it */
    static long packed(Attempt attempt, long sentAt) {
        long micros = micros(attempt);
        long carried = sentAt - attempt.startedAt().toEpochMilli() - millis(micros);
        long status = attempt.httpStatus().orElseThrow() - 200;
        return MARK | micros << DURATION_SHIFT | status << STATUS_SHIFT | carried;
    }

    /** Empty where the delivery was not sent at once; then its attempts have rows. */
    static Optional<Attempt> unpacked(long packed, long sentAt) {
        if ((packed & MARK) == 0) {
            return Optional.empty();
        }
        long micros = (packed & MARK - 1) >> DURATION_SHIFT;
        long startedAt = sentAt - millis(micros) - (packed & 1);
        int status = 200 + (int) (packed >> STATUS_SHIFT & STATUS_MASK);
        return Optional.of(new Attempt(
                1,
                Instant.ofEpochMilli(startedAt),
                Duration.of(micros, ChronoUnit.MICROS),
                Optional.of(status),
                Optional.empty(),
                ""));
    }

    private static long micros(Attempt attempt) {
        return TimeUnit.NANOSECONDS.toMicros(attempt.duration().toNanos());
    }

    private static long millis(long micros) {
        return TimeUnit.MICROSECONDS.toMillis(micros);
    }
}
