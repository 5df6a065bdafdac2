package io.processheat.benchmark.publisher;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a furnace's agent would report, 1 KiB of it as JSON. */
public final class Payload {

    /** First in canonical order, so that the sink finds it as the first number of the body. */
    private static final String PUBLISHED = "a_published_nanos";

    private static final int BYTES = 1024;
    private static final int READINGS = 24;
    private static final Map<String, Object> READING = reading();

    private Payload() {}

    /** A payload of its own for each event, as agents make it. */
    static Map<String, Object> publishedAt(long nanos) {
        Map<String, Object> payload = new LinkedHashMap<>(READING);
        payload.put(PUBLISHED, nanos);
        return payload;
    }

    /** The same, as a receiver gets it. */
    public static String json() {
        return json(READING);
    }

    private static Map<String, Object> reading() {
        Map<String, Object> reading = new TreeMap<>();
        reading.put(PUBLISHED, 1_000_000_000_000L);
        reading.put("calculation", "combustion_efficiency");
        reading.put("furnace_id", "furnace-7");
        reading.put("note", "");
        for (int i = 0; i < READINGS; i++) {
            reading.put(String.format("zone_%02d_celsius", i), 850 + i * 7.25);
        }
        reading.put("note", "x".repeat(BYTES - json(reading).length()));
        return reading;
    }

    private static String json(Map<String, Object> flat) {
        return flat.entrySet().stream()
                .map(entry -> '"' + entry.getKey() + "\": " + json(entry.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String json(Object value) {
        return value instanceof String text ? '"' + text + '"' : value.toString();
    }
}
