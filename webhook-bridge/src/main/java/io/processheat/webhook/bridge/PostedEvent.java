package io.processheat.webhook.bridge;

import java.util.Map;

/**
 * An event as an agent posted it, copied: nothing in it belongs to the poster any more.
 *
 * @param id the property {@code event.id}, or an id that the bridge made
 * @param topic the full EventAdmin topic
 * @param type the topic without its prefix, dots for slashes: {@code alarm.triggered}
 * @param time when it happened (the property {@code timestamp}, else when the bridge got it), ms since the epoch
 * @param properties plain values only: strings, numbers, booleans, null, lists and maps of these. Without the
 *     framework's own keys and without {@code event.id}, {@code webhook.receipt} and a {@code timestamp} that is a time
 */
public record PostedEvent(String id, String topic, String type, long time, Map<String, Object> properties) {}
