package io.processheat.webhook.core;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Counts what happens, and says when it is time to report: the first time, then once a minute at the most. */
final class OncePerMinute {

    private static final long NANOS_BETWEEN_REPORTS = Duration.ofMinutes(1).toNanos();

    private final LongSupplier nanoTime;
    private long unreported;
    private long total;
    private long lastReport;

    OncePerMinute(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** @param report takes how many there were since the last report, and in all */
    synchronized void add(int count, Report report) {
        boolean first = total == 0;
        total += count;
        unreported += count;
        long now = nanoTime.getAsLong();
        if (first || now - lastReport >= NANOS_BETWEEN_REPORTS) {
            report.of(unreported, total);
            unreported = 0;
            lastReport = now;
        }
    }

    /** Writes a report. */
    @FunctionalInterface
    interface Report {
        void of(long sinceLast, long inAll);
    }
}
