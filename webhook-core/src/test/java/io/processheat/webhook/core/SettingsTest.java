package io.processheat.webhook.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    private final Settings valid = Settings.DEFAULTS.changedTo(new TestConfig()
            .withTypes("furnace.started")
            .with("max.payload.bytes", 2048)
            .with("max.metadata.bytes", 100)
            .with("test.timeout.seconds", 5));

    @Test
    void areTheDefaultsWhereNothingIsConfigured() {
        assertEquals(8, Settings.DEFAULTS.eventTypes().names().size());
        Settings settings = Settings.DEFAULTS.changedTo(new TestConfig());
        assertEquals(Settings.DEFAULTS.eventTypes().names(), settings.eventTypes().names());
        assertEquals(1_048_576, settings.maxPayloadBytes());
        assertEquals(16_384, settings.maxMetadataBytes());
        assertEquals(Duration.ofSeconds(30), settings.testTimeout());
    }

    @Test
    void takeWhatIsConfigured() {
        assertTrue(valid.eventTypes().names().contains("furnace.started"));
        assertEquals(9, valid.eventTypes().names().size());
        assertEquals(2048, valid.maxPayloadBytes());
        assertEquals(100, valid.maxMetadataBytes());
        assertEquals(Duration.ofSeconds(5), valid.testTimeout());
    }

    @Test
    void splitATextOfSeveralTypes() {
        Settings settings = Settings.DEFAULTS.changedTo(new TestConfig().withTypes("a.b, c.d ,", "e.f"));
        assertTrue(settings.eventTypes().names().containsAll(List.of("a.b", "c.d", "e.f")));
    }

    @ParameterizedTest
    @CsvSource({"test", "Furnace.started", "furnace", "furnace.", ".started", "furnace..started", "furnace.1", "furnace.tür",
        "furnace-1.started"})
    void keepTheLastTypesWhereOneIsNone(String type) {
        try (LogCapture log = new LogCapture()) {
            Settings settings = valid.changedTo(new TestConfig().withTypes("ok.type", type).with("max.payload.bytes", 4096));
            assertEquals(valid.eventTypes(), settings.eventTypes());
            assertEquals(4096, settings.maxPayloadBytes(), "the valid ones are taken all the same");
            String error = log.at(Level.ERROR).get(0);
            assertTrue(error.startsWith("Configuration event.types is refused and keeps its last value: '" + type + "'"), error);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "max.payload.bytes, 1023, 1024 to 16777216", "max.payload.bytes, 16777217, 1024 to 16777216",
        "max.payload.bytes, 4294969344, 1024 to 16777216", "max.metadata.bytes, 1, 2 to 1048576",
        "max.metadata.bytes, 1048577, 2 to 1048576", "test.timeout.seconds, 0, 1 to 600",
        "test.timeout.seconds, -1, 1 to 600", "test.timeout.seconds, 601, 1 to 600"
    })
    void keepTheLastNumberWhereOneIsOutOfRange(String key, long value, String range) {
        try (LogCapture log = new LogCapture()) {
            Settings settings = valid.changedTo(configOfValid().with(key, value));
            assertEquals(valid.maxPayloadBytes(), settings.maxPayloadBytes());
            assertEquals(valid.maxMetadataBytes(), settings.maxMetadataBytes());
            assertEquals(valid.testTimeout(), settings.testTimeout());
            assertEquals(List.of("Configuration " + key + " is refused and keeps its last value: it is " + value
                    + " (it takes a number from " + range + ")"), log.at(Level.ERROR));
        }
    }

    @Test
    void keepTheDefaultWhereTheFirstValueIsNoNumber() {
        try (LogCapture log = new LogCapture()) {
            Settings settings = Settings.DEFAULTS.changedTo(new TestConfig().with("max.payload.bytes", "many"));
            assertEquals(1_048_576, settings.maxPayloadBytes());
            assertEquals(1, log.at(Level.ERROR).size());
        }
    }

    private static TestConfig configOfValid() {
        return new TestConfig().with("max.payload.bytes", 2048).with("max.metadata.bytes", 100).with("test.timeout.seconds", 5);
    }
}
