package io.processheat.webhook.delivery;

/**
 * A zone's attempts are suspended because its line is down, or go on.
 *
 * @param zone {@code public}, or the allow-listed network
 * @param reason why the line was held to be down
 * @param suspendedMillis for how long; 0 at the beginning
 */
public record OutageNews(String zone, boolean suspended, String reason, long suspendedMillis) {

    static OutageNews suspended(String zone, String reason) {
        return new OutageNews(zone, true, reason, 0);
    }

    static OutageNews resumed(String zone, String reason, long suspendedMillis) {
        return new OutageNews(zone, false, reason, suspendedMillis);
    }
}
