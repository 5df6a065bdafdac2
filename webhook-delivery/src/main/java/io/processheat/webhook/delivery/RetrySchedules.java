package io.processheat.webhook.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The configured retry schedules by name; {@value #DEFAULT} is always among them. */
final class RetrySchedules {

    static final String DEFAULT = "default";
    static final String DEFAULT_ENTRY = "default=2s,4s,8s";
    static final String LONG_ENTRY = "long=5s,5m,30m,2h,5h,10h,14h,20h,24h";

    static final String RANGE =
            "entries <name>=<delay>,<delay>,… with names of a-z, 0-9 and -, each once, and 1 to 30 delays of 100ms to 168h"
                    + " (units ms, s, m, h)";

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");
    private static final Pattern DELAY = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
    private static final int MOST_DELAYS = 30;
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofHours(168);

    private final Map<String, RetrySchedule> byName;

    private RetrySchedules(Map<String, RetrySchedule> byName) {
        this.byName = byName;
    }

    /**
     * Reads entries like {@value #DEFAULT_ENTRY}; one text may hold several, separated by semicolons.
     *
     * @throws IllegalArgumentException where an entry is malformed, saying which
     */
    static RetrySchedules parse(List<String> entries) {
        Map<String, RetrySchedule> byName = new TreeMap<>();
        entries.stream().flatMap(text -> Arrays.stream(text.split(";"))).map(String::strip).filter(e -> !e.isEmpty())
                .forEach(entry -> add(entry, byName));
        byName.computeIfAbsent(DEFAULT, name -> schedule(DEFAULT_ENTRY, DEFAULT_ENTRY.substring(name.length() + 1)));
        return new RetrySchedules(byName);
    }

    Set<String> names() {
        return Collections.unmodifiableSet(byName.keySet());
    }

    boolean has(String name) {
        return name == null || byName.containsKey(name);
    }

    /** The schedule of this name; the default one where it is not configured (any more). */
    RetrySchedule named(String name) {
        RetrySchedule schedule = name == null ? null : byName.get(name);
        return schedule == null ? byName.get(DEFAULT) : schedule;
    }

    private static void add(String entry, Map<String, RetrySchedule> byName) {
        int equals = entry.indexOf('=');
        String name = equals < 0 ? "" : entry.substring(0, equals).strip();
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("no name in '" + entry + "'");
        }
        if (byName.put(name, schedule(entry, entry.substring(equals + 1))) != null) {
            throw new IllegalArgumentException("'" + name + "' is there twice");
        }
    }

    private static RetrySchedule schedule(String entry, String text) {
        List<Duration> delays = new ArrayList<>();
        for (String delay : text.split(",", -1)) {
            delays.add(delay(entry, delay.strip()));
        }
        if (delays.size() > MOST_DELAYS) {
            throw new IllegalArgumentException("more than " + MOST_DELAYS + " delays in '" + entry + "'");
        }
        return new RetrySchedule(delays);
    }

    private static Duration delay(String entry, String text) {
        Matcher matcher = DELAY.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' in '" + entry + "' is no delay");
        }
        long amount = Long.parseLong(matcher.group(1));
        Duration delay = switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
        if (delay.compareTo(SHORTEST) < 0 || delay.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("'" + text + "' in '" + entry + "' is out of range");
        }
        return delay;
    }
}
