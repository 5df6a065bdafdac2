package io.processheat.benchmark.publisher;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * What the agents of a plant report, event by event, the same in every run. Mostly calculations; alarms, each with a name
 * that never comes again, are triggered and cleared.
 */
public final class PlantMix {

    /** First in canonical order, so that the sink finds it as the first number of the body. */
    private static final String NUMBER = "a_number";

    private static final int CYCLE = 50;
    private static final int TRIGGERED_TO_CLEARED = 10;
    private static final int FURNACES = 16;
    private static final int REPORT_BYTES = 8 << 10;

    private PlantMix() {}

    public static String type(long number) {
        return switch ((int) (number % CYCLE)) {
            case 0, 20 -> "alarm.triggered";
            case TRIGGERED_TO_CLEARED, 20 + TRIGGERED_TO_CLEARED -> "alarm.cleared";
            case 15 -> "compliance.violation";
            case 40 -> "compliance.report_ready";
            case 5, 25 -> "calculation.failed";
            case 18, 38 -> "model.degraded";
            case 45 -> "model.deployed";
            default -> "calculation.completed";
        };
    }

    /** How many of the first events are of these types. */
    public static long count(Collection<String> types, long events) {
        return LongStream.range(0, events).filter(number -> types.contains(type(number))).count();
    }

    /** About as much as the first events hold. */
    public static long payloadBytes(long events, int readingBytes) {
        return count(List.of("calculation.completed"), events) * readingBytes
                + count(List.of("compliance.report_ready"), events) * REPORT_BYTES;
    }

    /** @param readingBytes size of what comes with a calculation */
    static Map<String, Object> payload(long number, int readingBytes) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put(NUMBER, number);
        payload.put("furnace_id", furnace(number));
        switch (type(number)) {
            case "alarm.triggered" -> payload.put("alarm_id", "stack-" + number);
            case "alarm.cleared" -> payload.put("alarm_id", "stack-" + (number - TRIGGERED_TO_CLEARED));
            case "compliance.report_ready" -> payload.put("report", "r".repeat(REPORT_BYTES));
            case "calculation.completed" -> payload.put("readings", "x".repeat(readingBytes));
            default -> payload.put("note", "as usual");
        }
        return payload;
    }

    /** What a calculation that failed has for its ordering key. */
    static String furnace(long number) {
        return "furnace-" + number / CYCLE % FURNACES;
    }
}
