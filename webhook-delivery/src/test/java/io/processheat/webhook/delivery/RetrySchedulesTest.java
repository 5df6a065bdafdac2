package io.processheat.webhook.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetrySchedulesTest {

    @Test
    void readsEachUnit() {
        RetrySchedules schedules = RetrySchedules.parse(List.of("mixed = 500ms, 5s, 30m, 24h"));
        assertEquals(
                List.of(Duration.ofMillis(500), Duration.ofSeconds(5), Duration.ofMinutes(30), Duration.ofHours(24)),
                schedules.named("mixed").delays());
    }

    @Test
    void readsSeveralFromOneText() {
        assertEquals(
                Set.of("default", "quick", "long"),
                RetrySchedules.parse(List.of("quick=1s; " + RetrySchedules.LONG_ENTRY)).names());
    }

    @Test
    void hasTheDefaultWhereNoneIsConfigured() {
        RetrySchedules schedules = RetrySchedules.parse(List.of("quick=1s"));
        assertEquals(3, schedules.named("default").delays().size());
        assertEquals(schedules.named("default"), schedules.named("not configured any more"));
    }

    @Test
    void anotherDefaultReplacesIt() {
        assertEquals(
                List.of(Duration.ofSeconds(1)), RetrySchedules.parse(List.of("default=1s")).named("default").delays());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "2s,4s", "=2s", "A=2s", "a=", "a=2", "a=2s,", "a=2d", "a=-2s", "a=99ms", "a=169h", "a=1s;a=2s",
        "a=1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s"
    })
    void refusesWhatIsMalformed(String entry) {
        assertThrows(IllegalArgumentException.class, () -> RetrySchedules.parse(List.of(entry)));
    }
}
