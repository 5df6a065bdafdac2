package io.processheat.webhook.core;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the numbers that became null and says so: the first time, then once a minute at the most. */
final class ReplacedNumbers {

    private static final Logger LOG = LoggerFactory.getLogger(ReplacedNumbers.class);
    private static final long NANOS_BETWEEN_REPORTS = Duration.ofMinutes(1).toNanos();

    private final LongSupplier nanoTime;
    private long unreported;
    private long total;
    private long lastReport;

    ReplacedNumbers(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    synchronized void add(int count, String eventType, String eventId) {
        if (count == 0) {
            return;
        }
        boolean first = total == 0;
        total += count;
        unreported += count;
        long now = nanoTime.getAsLong();
        if (first || now - lastReport >= NANOS_BETWEEN_REPORTS) {
            LOG.warn("{} numbers in posted events were NaN or infinite and became null ({} in all); last in {}, event {}",
                    unreported, total, eventType, eventId);
            unreported = 0;
            lastReport = now;
        }
    }

}
