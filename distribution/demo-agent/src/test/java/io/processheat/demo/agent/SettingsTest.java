package io.processheat.demo.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private static final Settings IN_FORCE = new Settings(50, "furnace-9", 5);

    @Test
    void unsetKeysHaveTheirDefaults() {
        assertEquals(new Settings(2, "furnace-7", 42), Settings.of(Map.of(), IN_FORCE));
    }

    @Test
    void takesNumbersAndTexts() {
        Settings expected = new Settings(0.5, "dryer-1", 7);
        assertEquals(expected, Settings.of(Map.of("rate", 0.5, "furnace.id", "dryer-1", "seed", 7L), IN_FORCE));
        assertEquals(expected, Settings.of(Map.of("rate", "0.5", "furnace.id", "dryer-1", "seed", "7"), IN_FORCE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.09", "10001", "-1", "NaN", "fast", ""})
    void refusedRateKeepsTheOneInForce(String rate) {
        assertEquals(new Settings(50, "furnace-7", 8), Settings.of(Map.of("rate", rate, "seed", 8), IN_FORCE));
    }

    @Test
    void refusedFurnaceIdAndSeedKeepThoseInForce() {
        assertEquals(new Settings(2, "furnace-9", 5),
                Settings.of(Map.of("furnace.id", "no spaces", "seed", "1.5"), IN_FORCE));
    }
}
