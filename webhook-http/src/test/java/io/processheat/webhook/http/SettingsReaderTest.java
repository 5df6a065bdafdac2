package io.processheat.webhook.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {

    private static final Settings OTHERS = new Settings("/hooks", List.of("a-token-that-was"), 5000, 4000, 3_000_000,
            Duration.ofMillis(201), Duration.ofMillis(202), Duration.ofMillis(1204), 6000, Duration.ofMillis(203));

    @Test
    void nothingConfiguredGivesTheDefaultsEvenAfterOtherValues() {
        assertEquals(Settings.DEFAULT, new SettingsReader(Map.of()).read(OTHERS));
    }

    @Test
    void theDefaultsShownToToolsAreTheOnesInForce() throws ReflectiveOperationException {
        Map<String, Object> shown = new HashMap<>();
        for (Method key : RestApi.Config.class.getDeclaredMethods()) {
            shown.put(key.getName().replace('_', '.'), key.getDefaultValue());
        }
        assertEquals(10, shown.size());
        assertEquals(Settings.DEFAULT, new SettingsReader(shown).read(OTHERS));
    }

    @Test
    void takesValuesAsNumbersOrAsText() {
        Map<String, Object> values = Map.of("base.path", "/hooks", "tokens", "a-token-that-was", "max.body.bytes", "5000",
                "max.webhook.bytes", 4000, "max.inflight.bytes", 3_000_000L, "read.timeout.ms", "201",
                "answer.timeout.ms", 202, "drain.max.bytes", 6000, "drain.timeout.ms", " 203 ", "backup.timeout.ms", "1204");
        assertEquals(OTHERS, new SettingsReader(values).read(Settings.DEFAULT));
    }

    @Test
    void takesTokensAsArrayCollectionOrTextWithCommas() {
        for (Object value : new Object[] {new String[] {"one", "two", ""}, List.of("one", "two"), "one, two"}) {
            assertEquals(List.of("one", "two"), new SettingsReader(Map.of("tokens", value)).read(Settings.DEFAULT).tokens());
        }
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
        "base.path,api", "base.path,/", "base.path,/api/", "base.path,/a//b", "base.path,/../etc", "base.path,/a/*",
        "base.path,/a b", "base.path,/1/2/3/4/5/6/7/8/9", "base.path,''",
        "max.body.bytes,1023", "max.body.bytes,67108865", "max.body.bytes,many", "max.body.bytes,''",
        "max.webhook.bytes,1023", "max.webhook.bytes,1048577",
        "max.inflight.bytes,1048575", "max.inflight.bytes,1073741825", "max.inflight.bytes,99999999999999999999",
        "read.timeout.ms,99", "read.timeout.ms,600001", "answer.timeout.ms,99", "answer.timeout.ms,1e3",
        "backup.timeout.ms,999", "backup.timeout.ms,86400001", "drain.max.bytes,-1", "drain.max.bytes,1073741825", "drain.timeout.ms,0", "drain.timeout.ms,60001"
    })
    void anInvalidValueIsRefusedByNameAndTheLastValidOneStays(String key, String value) {
        try (LogCapture log = new LogCapture()) {
            Map<String, Object> values = new HashMap<>(Map.of("base.path", "/hooks", "tokens", "a-token-that-was",
                    "max.body.bytes", 5000, "max.webhook.bytes", 4000, "max.inflight.bytes", 3_000_000,
                    "read.timeout.ms", 201, "answer.timeout.ms", 202, "drain.max.bytes", 6000, "drain.timeout.ms", 203));
            values.put("backup.timeout.ms", 1204);
            values.put(key, value);
            assertEquals(OTHERS, new SettingsReader(values).read(OTHERS));
            assertEquals(1, log.at(Level.ERROR).size());
            String line = log.at(Level.ERROR).get(0);
            assertTrue(line.contains("io.processheat.webhook.http: " + key + " = " + value + " is refused"), line);
            assertTrue(line.endsWith("stays in force"), line);
        }
    }

    @Test
    void anInvalidTokenIsRefusedUnseen() {
        try (LogCapture log = new LogCapture()) {
            Settings read = new SettingsReader(Map.of("tokens", new String[] {"good", "not so good"})).read(OTHERS);
            assertEquals(OTHERS.tokens(), read.tokens());
            assertTrue(log.at(Level.ERROR).get(0).contains("tokens"));
            assertFalse(log.everything().contains("good"));
            assertFalse(log.everything().contains("a-token-that-was"));
        }
    }

    @ParameterizedTest
    @CsvSource({"/api/v1", "/hooks", "/plant-1/v2.1/~x"})
    void takesOrdinaryBasePaths(String path) {
        assertEquals(path, new SettingsReader(Map.of("base.path", path)).read(Settings.DEFAULT).basePath());
    }

    @Test
    void tokensAreNotPartOfTheText() {
        assertFalse(OTHERS.toString().contains("a-token-that-was"));
    }
}
