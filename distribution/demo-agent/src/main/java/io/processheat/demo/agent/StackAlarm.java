package io.processheat.demo.agent;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Raises an alarm above the limit of the stack temperature and clears it only well below. */
final class StackAlarm {

    static final double LIMIT_C = 300;
    static final double CLEARED_BELOW_C = 290;

    private static final String CODE = "STACK-TEMP-HIGH";

    private final String idPrefix;
    private int raised;
    private boolean standing;

    /** @param idPrefix unique to this run of this furnace's agent */
    StackAlarm(String idPrefix) {
        this.idPrefix = idPrefix;
    }

    Optional<FurnaceEvent> check(double stackC) {
        // With NaN both comparisons are false: a dead sensor neither raises nor clears.
        if (!standing && stackC > LIMIT_C) {
            standing = true;
            raised++;
            return Optional.of(event("alarm.triggered", "limit_c", LIMIT_C, stackC));
        }
        if (standing && stackC < CLEARED_BELOW_C) {
            standing = false;
            return Optional.of(event("alarm.cleared", "cleared_below_c", CLEARED_BELOW_C, stackC));
        }
        return Optional.empty();
    }

    private FurnaceEvent event(String type, String limitName, double limit, double stackC) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("alarm_id", idPrefix + "-" + raised);
        properties.put("alarm_code", CODE);
        properties.put("severity", "high");
        properties.put("stack_temperature_c", Rounded.to(1, stackC));
        properties.put(limitName, limit);
        return new FurnaceEvent(type, properties);
    }
}
