package io.processheat.webhook.bridge.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private static final Settings IN_FORCE = new Settings("plant", 7, 100_000, 3, 20);

    @Test
    void areTheDefaultsWhereNothingIsConfigured() {
        assertEquals(Settings.DEFAULTS, IN_FORCE.changedBy(Map.of()));
    }

    @Test
    void areReadFromTextAndFromNumbers() {
        Map<String, Object> typed = Map.of("topic.prefix", "site_1/Process-Heat", "hold.events", 5, "hold.bytes", 65_536L,
                "in.flight", 2, "max.block.ms", 900);
        Map<String, Object> text = Map.of("topic.prefix", " site_1/Process-Heat ", "hold.events", "5", "hold.bytes", "65536",
                "in.flight", " 2 ", "max.block.ms", "900");
        Settings expected = new Settings("site_1/Process-Heat", 5, 65_536, 2, 900);

        assertEquals(expected, Settings.DEFAULTS.changedBy(typed));
        assertEquals(expected, Settings.DEFAULTS.changedBy(text));
    }

    @ParameterizedTest
    @CsvSource({
        "hold.events, 0, 1 to 1000000", "hold.events, 1000001, 1 to 1000000", "hold.events, many, 1 to 1000000",
        "hold.bytes, 65535, 65536 to 1073741824", "hold.bytes, 1.5, 65536 to 1073741824",
        "in.flight, -1, 1 to 100000", "max.block.ms, 901, 0 to 900",
        "max.block.ms, 99999999999999999999999, 0 to 900"
    })
    void aNumberOutOfRangeIsRefusedByNameAndTheLastOneStaysInForce(String key, String value, String range) {
        try (LogCapture log = new LogCapture()) {
            Settings next = IN_FORCE.changedBy(Map.of("topic.prefix", "plant", "hold.events", valueOr(key, "hold.events", value, 7),
                    "hold.bytes", valueOr(key, "hold.bytes", value, 100_000),
                    "in.flight", valueOr(key, "in.flight", value, 3),
                    "max.block.ms", valueOr(key, "max.block.ms", value, 20)));

            assertEquals(IN_FORCE, next);
            assertRefused(log.at(Level.ERROR), key, value, range);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/plant", "plant/", "plant//a", "plant/*", "*", "plänt", "a b", "processheat-webhook",
            "processheat-webhook/webhook"})
    void aPrefixThatIsNoTopicOrThisProductsOwnIsRefused(String prefix) {
        try (LogCapture log = new LogCapture()) {
            assertEquals("plant", IN_FORCE.changedBy(Map.of("topic.prefix", prefix)).topicPrefix());
            assertRefused(log.at(Level.ERROR), "topic.prefix", prefix, "EventAdmin topic");
        }
    }

    private static Object valueOr(String key, String wanted, String value, int otherwise) {
        return key.equals(wanted) ? value : otherwise;
    }

    private static void assertRefused(List<String> errors, String key, String value, String range) {
        assertEquals(1, errors.size(), errors::toString);
        assertTrue(errors.get(0).contains(key + "=" + value), errors.get(0));
        assertTrue(errors.get(0).contains(range), errors.get(0));
    }
}
