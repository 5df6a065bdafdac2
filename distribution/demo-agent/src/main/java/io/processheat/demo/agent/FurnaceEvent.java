package io.processheat.demo.agent;

import java.util.HashMap;
import java.util.Map;

/** What the agent has to say: a type such as {@code alarm.triggered}, and plain event properties. */
record FurnaceEvent(String type, Map<String, Object> properties) {

    private static final String TOPIC_PREFIX = "processheat/";

    FurnaceEvent {
        properties = Map.copyOf(properties);
    }

    FurnaceEvent with(String property, Object value) {
        Map<String, Object> more = new HashMap<>(properties);
        more.put(property, value);
        return new FurnaceEvent(type, more);
    }

    String topic() {
        return TOPIC_PREFIX + type.replace('.', '/');
    }

    boolean isAlarm() {
        return type.startsWith("alarm.");
    }
}
