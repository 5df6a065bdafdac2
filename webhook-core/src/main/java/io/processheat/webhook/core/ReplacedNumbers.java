package io.processheat.webhook.core;

import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the numbers that became null and says so. */
final class ReplacedNumbers {

    private static final Logger LOG = LoggerFactory.getLogger(ReplacedNumbers.class);

    private final OncePerMinute reports;

    ReplacedNumbers(LongSupplier nanoTime) {
        reports = new OncePerMinute(nanoTime);
    }

    void add(int count, String eventType, String eventId) {
        if (count > 0) {
            reports.add(count, (sinceLast, inAll) ->
                    LOG.warn("{} numbers in posted events were NaN or infinite and became null ({} in all); last in {}, event {}",
                            sinceLast, inAll, eventType, eventId));
        }
    }
}
