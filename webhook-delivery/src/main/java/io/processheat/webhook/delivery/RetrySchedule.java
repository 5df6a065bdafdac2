package io.processheat.webhook.delivery;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * How long to wait after each failed attempt.
 *
 * @param delays after the first failed attempt, the second, …; one more attempt than there are delays
 */
record RetrySchedule(List<Duration> delays) {

    /** Added to a delay at random, so that what failed together does not come back together. */
    static final double JITTER = 0.1;

    RetrySchedule {
        delays = List.copyOf(delays);
    }

    /**
     * The delay after so many failed attempts, in ms.
     *
     * @param random at least 0 and below 1
     * @return empty where the schedule has come to its end
     */
    OptionalLong delayMillis(int failures, double random) {
        if (failures > delays.size()) {
            return OptionalLong.empty();
        }
        long delay = delays.get(failures - 1).toMillis();
        return OptionalLong.of(delay + (long) (delay * JITTER * random));
    }

    /** The delays after the first so many failed attempts together, in ms. */
    long sumMillis(int failures) {
        return delays.stream().limit(Math.max(0, failures)).mapToLong(Duration::toMillis).sum();
    }

    /** The longest wait after so many failed attempts that the schedule itself can ask for, in ms. */
    long longestDelayMillis(int failures) {
        int step = Math.max(1, Math.min(failures, delays.size()));
        long delay = delays.get(step - 1).toMillis();
        return delay + (long) (delay * JITTER);
    }
}
