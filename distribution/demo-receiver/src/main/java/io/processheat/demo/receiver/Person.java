package io.processheat.demo.receiver;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Who gets webhooks in the demo, and of what. */
enum Person {
    SHIFT_LEADER("shift leader", "/shift-leader", "alarm."),
    HISTORIAN("historian", "/historian", ""),
    COMPLIANCE("compliance", "/compliance", "compliance.");

    private final String label;
    private final String path;
    private final String typePrefix;

    Person(String label, String path, String typePrefix) {
        this.label = label;
        this.path = path;
        this.typePrefix = typePrefix;
    }

    String label() {
        return label;
    }

    String path() {
        return path;
    }

    /** Which of the types this person subscribes to. */
    List<String> choose(Collection<String> eventTypes) {
        return eventTypes.stream().filter(type -> type.startsWith(typePrefix)).sorted().toList();
    }

    /** Marks the demo's own webhooks, so that the next start finds what a crash left behind. */
    Map<String, Object> metadata() {
        return Map.of("demo", true, "name", label);
    }
}
