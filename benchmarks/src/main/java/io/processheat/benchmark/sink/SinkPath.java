package io.processheat.benchmark.sink;

/**
 * What the path of a request asks the sink for: {@code /timed}, {@code /after/<milliseconds>}, or the one and the other.
 *
 * @param timed whether to look for the time of publishing in the body
 * @param delayMillis before the answer
 */
record SinkPath(boolean timed, long delayMillis) {

    private static final String TIMED = "/timed";
    private static final String AFTER = "/after/";

    static SinkPath parse(String path) {
        boolean timed = path.startsWith(TIMED);
        String rest = timed ? path.substring(TIMED.length()) : path;
        return new SinkPath(timed, rest.startsWith(AFTER) ? Long.parseLong(rest.substring(AFTER.length())) : 0);
    }
}
