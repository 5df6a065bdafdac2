package io.processheat.demo.receiver;

import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checked configuration of the receiver.
 *
 * @param outageInterval zero for none
 * @param forgeryInterval zero for none
 * @param summaryInterval zero for none
 */
record Settings(
        int port, int linesPerSecond, Duration outageInterval, Duration forgeryInterval, Duration summaryInterval) {

    static final int DEFAULT_PORT = 0;
    static final int DEFAULT_LINES = 20;
    static final int DEFAULT_OUTAGE_SECONDS = 10;
    static final int DEFAULT_FORGERY_SECONDS = 60;
    static final int DEFAULT_SUMMARY_SECONDS = 30;

    static final Settings DEFAULTS = new Settings(DEFAULT_PORT, DEFAULT_LINES, Duration.ofSeconds(DEFAULT_OUTAGE_SECONDS),
            Duration.ofSeconds(DEFAULT_FORGERY_SECONDS), Duration.ofSeconds(DEFAULT_SUMMARY_SECONDS));

    private static final Logger LOG = LoggerFactory.getLogger(Settings.class);
    private static final int DAY_SECONDS = 86_400;

    /** What the properties say; an unset key has its default, a refused one keeps what is in force. */
    static Settings of(Map<String, ?> properties, Settings inForce) {
        return new Settings(
                number(properties, "port", 0, 65_535, DEFAULT_PORT, inForce.port),
                number(properties, "lines.per.second", 1, 1_000, DEFAULT_LINES, inForce.linesPerSecond),
                seconds(properties, "outage.seconds", DEFAULT_OUTAGE_SECONDS, inForce.outageInterval),
                seconds(properties, "forgery.seconds", DEFAULT_FORGERY_SECONDS, inForce.forgeryInterval),
                seconds(properties, "summary.seconds", DEFAULT_SUMMARY_SECONDS, inForce.summaryInterval));
    }

    private static Duration seconds(Map<String, ?> properties, String key, int unset, Duration inForce) {
        return Duration.ofSeconds(number(properties, key, 0, DAY_SECONDS, unset, (int) inForce.toSeconds()));
    }

    private static int number(Map<String, ?> properties, String key, int lowest, int highest, int unset, int inForce) {
        Object given = properties.get(key);
        if (given == null) {
            return unset;
        }
        if (given.toString().matches("\\d{1,9}")) {
            int value = Integer.parseInt(given.toString());
            if (value >= lowest && value <= highest) {
                return value;
            }
        }
        LOG.error("Refused: {} = '{}', it takes {} to {}; {} stays in force", key, given, lowest, highest, inForce);
        return inForce;
    }
}
