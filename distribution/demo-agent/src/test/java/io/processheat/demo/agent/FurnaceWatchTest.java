package io.processheat.demo.agent;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FurnaceWatchTest {

    private static final int EVENTS = 10_000;
    private static final int WINDOW = 60;
    private static final Set<String> ALL_TYPES = Set.of("calculation.completed", "calculation.failed", "alarm.triggered",
            "alarm.cleared", "model.deployed", "model.degraded", "compliance.violation", "compliance.report_ready");

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 42, 4711, -1, Long.MAX_VALUE})
    void anySixtyEventsInARowHoldAllEightTypes(long seed) {
        List<FurnaceEvent> story = story(seed);
        Map<String, Integer> lastSeen = new HashMap<>();
        ALL_TYPES.forEach(type -> lastSeen.put(type, -1));
        for (int i = 0; i < story.size(); i++) {
            int gap = i - lastSeen.put(story.get(i).type(), i);
            assertTrue(gap <= WINDOW, story.get(i).type() + " at " + i + " after a gap of " + gap);
        }
        lastSeen.forEach((type, at) -> assertTrue(story.size() - at <= WINDOW, type + " last at " + at));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 42})
    void mostEventsAreCompletedCalculations(long seed) {
        Map<String, Long> count = story(seed).stream().collect(groupingBy(FurnaceEvent::type, counting()));
        assertTrue(count.get("calculation.completed") > EVENTS * 0.7, count.toString());
    }

    @Test
    void sameSeedTellsTheSameStory() {
        // By text, because NaN readings are part of it.
        assertEquals(story(3).toString(), story(3).toString());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 42})
    void efficiencyStaysThatOfAnIndustrialFurnace(long seed) {
        story(seed).stream()
                .filter(event -> event.type().equals("calculation.completed"))
                .map(event -> (Double) event.properties().get("efficiency_percent"))
                .forEach(efficiency -> assertTrue(efficiency > 82 && efficiency < 93, "efficiency " + efficiency));
    }

    @Test
    void failedCalculationsShowTheDeadSensorAsNaN() {
        List<FurnaceEvent> failed =
                story(42).stream().filter(event -> event.type().equals("calculation.failed")).toList();
        assertTrue(failed.stream().anyMatch(event -> isNaN(event, "stack_temperature_c")));
        assertTrue(failed.stream().anyMatch(event -> isNaN(event, "oxygen_percent")));
        failed.forEach(event -> assertFalse(event.properties().containsKey("efficiency_percent")));
    }

    @Test
    void alarmsComeInPairsOfOneId() {
        String standing = null;
        for (FurnaceEvent event : story(42)) {
            String id = (String) event.properties().get("alarm_id");
            if (event.type().equals("alarm.triggered")) {
                assertEquals(null, standing);
                standing = id;
            } else if (event.type().equals("alarm.cleared")) {
                assertEquals(standing, id);
                standing = null;
            }
        }
    }

    @Test
    void everyDegradedModelIsFollowedByItsNextVersion() {
        int version = 0;
        boolean degraded = true;
        for (FurnaceEvent event : story(42)) {
            if (event.type().equals("model.degraded")) {
                assertFalse(degraded);
                assertEquals(version, event.properties().get("model_version"));
                degraded = true;
            } else if (event.type().equals("model.deployed")) {
                assertTrue(degraded);
                assertEquals(++version, event.properties().get("model_version"));
                degraded = false;
            }
        }
    }

    @Test
    void violationsExceedTheirLimit() {
        story(42).stream().filter(event -> event.type().equals("compliance.violation")).forEach(event -> assertTrue(
                (Double) event.properties().get("measured_mg_m3") > (Double) event.properties().get("limit_mg_m3")));
    }

    @Test
    void everyEventNamesTheFurnaceAndHasItsTopic() {
        story(42).forEach(event -> assertEquals("furnace-7", event.properties().get("furnace_id")));
        assertEquals("processheat/compliance/report_ready",
                new FurnaceEvent("compliance.report_ready", Map.of()).topic());
    }

    private static boolean isNaN(FurnaceEvent event, String property) {
        return Double.isNaN((Double) event.properties().get(property));
    }

    private static List<FurnaceEvent> story(long seed) {
        return Stream.generate(new FurnaceWatch("furnace-7", "test", seed)::next).limit(EVENTS).toList();
    }
}
