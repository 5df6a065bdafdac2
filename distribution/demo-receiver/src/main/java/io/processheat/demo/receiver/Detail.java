package io.processheat.demo.receiver;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The few words of a payload that somebody at a terminal wants to read. */
final class Detail {

    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, String> fields;

    private Detail(Map<String, String> fields) {
        this.fields = fields;
    }

    /** Empty for types it does not know. */
    static String of(String eventType, byte[] payload) {
        try {
            return new Detail(topLevelScalars(payload)).words(eventType);
        } catch (IOException malformed) {
            return "payload is not JSON: " + malformed.getClass().getSimpleName();
        }
    }

    private static Map<String, String> topLevelScalars(byte[] payload) throws IOException {
        Map<String, String> scalars = new HashMap<>();
        try (JsonParser parser = JSON.createParser(payload)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (parser.nextToken().isScalarValue()) {
                    scalars.put(name, parser.getText());
                } else {
                    parser.skipChildren();
                }
            }
        }
        return scalars;
    }

    private String words(String eventType) {
        return switch (eventType) {
            case "calculation.completed" -> "efficiency " + number("efficiency_percent") + " %";
            case "calculation.failed" -> text("error");
            case "alarm.triggered", "alarm.cleared" ->
                text("alarm_code") + " " + number("stack_temperature_c") + " °C";
            case "model.deployed" -> text("model_name") + " version " + text("model_version");
            case "model.degraded" -> text("model_name") + " is " + number("residual_k") + " K off";
            case "compliance.violation" ->
                text("pollutant").toUpperCase(Locale.ROOT) + " " + number("measured_mg_m3") + " mg/m³, limit "
                        + number("limit_mg_m3");
            case "compliance.report_ready" ->
                "mean efficiency " + number("mean_efficiency_percent") + " %, violations " + text("violations");
            default -> "";
        };
    }

    private String text(String field) {
        return fields.getOrDefault(field, "?");
    }

    /** With one decimal at the most. */
    private String number(String field) {
        String text = text(field);
        return text.matches("-?\\d{1,9}\\.\\d+") ? String.format(Locale.ROOT, "%.1f", Double.valueOf(text)) : text;
    }
}
