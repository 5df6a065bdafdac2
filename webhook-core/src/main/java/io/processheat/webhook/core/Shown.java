package io.processheat.webhook.core;

/** Text of a caller as it may stand in a message or a log: no longer than it takes to recognise it, and on one line. */
final class Shown {

    private static final int LONGEST = 128;

    private Shown() {}

    static String of(String text) {
        if (text == null) {
            return "null";
        }
        String start = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
        return start.replaceAll("\\p{Cntrl}", "?");
    }
}
