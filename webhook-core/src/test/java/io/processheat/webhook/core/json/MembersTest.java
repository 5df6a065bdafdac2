package io.processheat.webhook.core.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MembersTest {

    private static final CanonicalJson JSON = new CanonicalJson("payload", 1000, NonFinite.REFUSED);

    @Test
    void findsTextsAndDigits() {
        assertEquals(Optional.of("A-7"), text(Map.of("alarm_id", "A-7", "zone", 3), "alarm_id"));
        assertEquals(Optional.of("3"), text(Map.of("alarm_id", "A-7", "zone", 3), "zone"));
        assertEquals(Optional.of("2.5"), text(Map.of("limit", 2.5), "limit"));
    }

    @Test
    void findsNamesThatAreEscaped() {
        assertEquals(Optional.of("1"), text(Map.of("größe \"b\"", 1), "größe \"b\""));
    }

    @Test
    void findsNothingElse() {
        assertEquals(Optional.empty(), text(Map.of("zone", 3), "alarm_id"));
        assertEquals(Optional.empty(), text(Map.of("inner", Map.of("alarm_id", "A-7")), "alarm_id"));
        assertEquals(Optional.empty(), text(Map.of("note", "alarm_id"), "alarm_id"));
        assertEquals(Optional.empty(), text(Map.of("alarm_id", List.of("A-7")), "alarm_id"));
        assertEquals(Optional.empty(), text(Map.of("alarm_id", true), "alarm_id"));
    }

    private static Optional<String> text(Map<String, ?> values, String name) {
        return Members.text(JSON.of(values).bytes(), name);
    }
}
