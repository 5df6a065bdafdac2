package io.processheat.webhook.delivery;

import io.netty.handler.codec.DateFormatter;
import java.util.Date;
import java.util.concurrent.TimeUnit;

/** The Retry-After header: seconds, or an HTTP date. */
final class RetryAfter {

    /** A receiver cannot put a delivery off for longer. */
    static final long LONGEST_MILLIS = TimeUnit.HOURS.toMillis(24);

    private static final int LONGEST_NUMBER = 18;

    private RetryAfter() {}

    /**
     * The delay a header asks for, in ms, at most {@link #LONGEST_MILLIS}.
     *
     * @return 0 where there is no header, or one that says nothing sensible
     */
    static long delayMillis(String header, long now) {
        if (header == null) {
            return 0;
        }
        String value = header.strip();
        if (!value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return value.length() > LONGEST_NUMBER ? LONGEST_MILLIS : bounded(seconds(value));
        }
        Date date = DateFormatter.parseHttpDate(value);
        return date == null ? 0 : bounded(date.getTime() - now);
    }

    private static long seconds(String digits) {
        return TimeUnit.SECONDS.toMillis(Long.parseLong(digits));
    }

    private static long bounded(long millis) {
        return Math.max(0, Math.min(millis, LONGEST_MILLIS));
    }
}
