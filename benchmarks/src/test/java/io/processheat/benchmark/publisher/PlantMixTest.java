package io.processheat.benchmark.publisher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlantMixTest {

    @Test
    void anAlarmIsClearedUnderTheNameItWasTriggeredUnder() {
        assertEquals("alarm.triggered", PlantMix.type(120));
        assertEquals("alarm.cleared", PlantMix.type(130));
        assertEquals(alarmId(120), alarmId(130));
        assertNotEquals(alarmId(120), alarmId(170));
    }

    @Test
    void countsWhatIsForASubscriber() {
        assertEquals(8, PlantMix.count(List.of("alarm.triggered", "alarm.cleared"), 100));
        assertEquals(78, PlantMix.count(List.of("calculation.completed"), 100));
        assertEquals(1, PlantMix.count(List.of("alarm.triggered"), 1));
    }

    @Test
    void aCalculationHoldsAsMuchAsIsAskedFor() {
        assertEquals("calculation.completed", PlantMix.type(1));
        assertTrue(PlantMix.payload(1, 2_000).toString().length() > 2_000);
    }

    private static Object alarmId(long number) {
        return PlantMix.payload(number, 0).get("alarm_id");
    }
}
