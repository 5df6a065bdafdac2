package io.processheat.benchmark.soak;

import io.processheat.benchmark.publisher.PlantMix;
import java.util.List;
import java.util.Locale;

/** Who is subscribed to a plant's events; each writes down what it gets in a ledger of its own at the sink. */
enum Receiver {
    HISTORIAN("everything but models", Types.ALL_BUT_MODELS, ""),
    CLOUD("the same", Types.ALL_BUT_MODELS, ""),
    DASHBOARD("calculations and alarms; answers 503 to one in 97 events at first", Types.LIVE, "/refusing/97"),
    SHIFT_LEADER("alarms", Types.ALARMS, ""),
    AUDITOR("compliance; answers after 100 ms", Types.COMPLIANCE, "/after/100"),
    OFFICE("models; paused for a quarter of the time", Types.MODELS, "");

    private static final class Types {
        static final List<String> ALARMS = List.of("alarm.triggered", "alarm.cleared");
        static final List<String> LIVE = List.of("calculation.completed", "alarm.triggered", "alarm.cleared");
        static final List<String> MODELS = List.of("model.degraded", "model.deployed");
        static final List<String> COMPLIANCE = List.of("compliance.violation", "compliance.report_ready");
        static final List<String> ALL_BUT_MODELS = List.of(
                "calculation.completed", "calculation.failed",
                "alarm.triggered", "alarm.cleared",
                "compliance.violation", "compliance.report_ready");
    }

    private final String description;
    private final List<String> types;
    private final String manners;

    Receiver(String description, List<String> types, String manners) {
        this.description = description;
        this.types = types;
        this.manners = manners;
    }

    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    String description() {
        return description;
    }

    List<String> types() {
        return types;
    }

    String path() {
        return "/ledger/" + ordinal() + manners;
    }

    /** How many of the first events are for it. */
    long share(long events) {
        return PlantMix.count(types, events);
    }
}
