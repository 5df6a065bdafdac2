package io.processheat.webhook.bridge.internal;

/**
 * Makes event types of topics.
 *
 * @param prefix the one in force
 * @param formerPrefix the one before: EventAdmin may still hold events that it took under it
 */
record Topics(String prefix, String formerPrefix) {

    Topics(String prefix) {
        this(prefix, prefix);
    }

    Topics changedTo(String next) {
        return next.equals(prefix) ? this : new Topics(next, prefix);
    }

    /** What EventAdmin matches topics with, at any depth. */
    String filter() {
        return prefix + "/*";
    }

    /** {@code processheat/alarm/triggered} is {@code alarm.triggered}. */
    String typeOf(String topic) {
        return without(topic.startsWith(prefix + '/') ? prefix : formerPrefix, topic).replace('/', '.');
    }

    private static String without(String prefix, String topic) {
        return topic.startsWith(prefix + '/') ? topic.substring(prefix.length() + 1) : topic;
    }
}
