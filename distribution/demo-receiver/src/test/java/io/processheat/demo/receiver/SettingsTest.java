package io.processheat.demo.receiver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private static final Settings IN_FORCE =
            new Settings(8_081, 5, Duration.ZERO, Duration.ofSeconds(7), Duration.ofSeconds(9));

    @Test
    void unsetKeysHaveTheirDefaults() {
        assertEquals(Settings.DEFAULTS, Settings.of(Map.of(), IN_FORCE));
    }

    @Test
    void takesNumbersAndTexts() {
        assertEquals(IN_FORCE, Settings.of(Map.of("port", 8_081L, "lines.per.second", "5", "outage.seconds", 0,
                "forgery.seconds", "7", "summary.seconds", 9), Settings.DEFAULTS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "65536", "8081.5", "http", "", "99999999999"})
    void refusedPortKeepsTheOneInForce(String port) {
        assertEquals(IN_FORCE.port(), Settings.of(Map.of("port", port), IN_FORCE).port());
    }

    @Test
    void refusedIntervalKeepsTheOneInForce() {
        assertEquals(Duration.ofSeconds(7), Settings.of(Map.of("forgery.seconds", 86_401), IN_FORCE).forgeryInterval());
    }
}
