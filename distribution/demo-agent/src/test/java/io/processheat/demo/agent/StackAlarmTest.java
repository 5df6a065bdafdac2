package io.processheat.demo.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StackAlarmTest {

    private final StackAlarm alarm = new StackAlarm("furnace-7-run");

    @Test
    void isRaisedAboveTheLimitOnce() {
        assertTrue(alarm.check(299).isEmpty());
        assertEquals("alarm.triggered", alarm.check(301).orElseThrow().type());
        assertTrue(alarm.check(320).isEmpty());
    }

    @Test
    void isClearedUnderItsOwnIdOnlyWellBelowTheLimit() {
        FurnaceEvent triggered = alarm.check(301).orElseThrow();
        assertTrue(alarm.check(295).isEmpty());
        FurnaceEvent cleared = alarm.check(289).orElseThrow();

        assertEquals("alarm.cleared", cleared.type());
        assertEquals(triggered.properties().get("alarm_id"), cleared.properties().get("alarm_id"));
    }

    @Test
    void everyAlarmHasAnIdOfItsOwn() {
        Object first = alarm.check(301).orElseThrow().properties().get("alarm_id");
        alarm.check(200);
        assertNotEquals(first, alarm.check(301).orElseThrow().properties().get("alarm_id"));
    }

    @Test
    void deadSensorNeitherRaisesNorClears() {
        assertTrue(alarm.check(Double.NaN).isEmpty());
        alarm.check(301);
        assertTrue(alarm.check(Double.NaN).isEmpty());
        assertEquals("alarm.cleared", alarm.check(200).orElseThrow().type());
    }
}
