package io.processheat.webhook.bridge.internal;

import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bridge's configuration, validated.
 *
 * @param topicPrefix what comes before the first slash of {@code <prefix>/alarm/triggered}, may have slashes itself
 * @param holdEvents how many events are held at most until the manager acknowledges them
 * @param holdBytes how much memory they may take, estimated
 * @param inFlight how many are with the manager at a time
 * @param maxBlockMillis how long a handler waits for room before it refuses an event
 */
record Settings(String topicPrefix, int holdEvents, long holdBytes, int inFlight, int maxBlockMillis) {

    static final String TOPIC_PREFIX = "processheat";
    static final int HOLD_EVENTS = 10_000;
    static final long HOLD_BYTES = 16L << 20;
    static final int IN_FLIGHT = 1_024;
    static final int MAX_BLOCK_MILLIS = 500;
    static final Settings DEFAULTS = new Settings(TOPIC_PREFIX, HOLD_EVENTS, HOLD_BYTES, IN_FLIGHT, MAX_BLOCK_MILLIS);

    private static final Logger LOG = LoggerFactory.getLogger(Settings.class);
    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,18}");
    private static final Pattern OWN_TOPIC = Pattern.compile("processheat-webhook(/.*)?");

    /** What the configuration says; where a value is refused, these settings stay in force. */
    Settings changedBy(Map<String, ?> configuration) {
        return new Settings(
                prefix(configuration.get("topic.prefix")),
                (int) number(configuration, "hold.events", 1, 1_000_000, HOLD_EVENTS, holdEvents),
                number(configuration, "hold.bytes", 64L << 10, 1L << 30, HOLD_BYTES, holdBytes),
                (int) number(configuration, "in.flight", 1, 100_000, IN_FLIGHT, inFlight),
                (int) number(configuration, "max.block.ms", 0, 900, MAX_BLOCK_MILLIS, maxBlockMillis));
    }

    private String prefix(Object value) {
        if (value == null) {
            return TOPIC_PREFIX;
        }
        String text = value.toString().strip();
        if (TOPIC.matcher(text).matches() && !OWN_TOPIC.matcher(text).matches()) {
            return text;
        }
        refuse("topic.prefix", value, "an EventAdmin topic (letters, digits, _, -, separated by /) other than this"
                + " product's own processheat-webhook", topicPrefix);
        return topicPrefix;
    }

    private static long number(Map<String, ?> from, String key, long min, long max, long byDefault, long inForce) {
        Object value = from.get(key);
        if (value == null) {
            return byDefault;
        }
        String text = value.toString().strip();
        if (WHOLE_NUMBER.matcher(text).matches()) {
            long number = Long.parseLong(text);
            if (number >= min && number <= max) {
                return number;
            }
        }
        refuse(key, value, "a whole number from " + min + " to " + max, inForce);
        return inForce;
    }

    private static void refuse(String key, Object value, String range, Object inForce) {
        LOG.error("{}={} is refused, it must be {}; {} stays in force", key, value, range, inForce);
    }
}
