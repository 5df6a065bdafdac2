package io.processheat.webhook.bridge.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitedLogTest {

    private final List<String> lines = new ArrayList<>();
    private long now = Long.MAX_VALUE - 5; // nanoTime may overflow at any moment
    private final LimitedLog log = new LimitedLog((line, cause) -> lines.add(line), () -> now);

    @Test
    void saysTheFirstAtOnceAndTheRestInOneLineAfterThePeriod() {
        log.say(() -> "a");
        log.say(() -> "b");
        log.say(() -> "c");
        assertEquals(List.of("a"), lines);

        now += LimitedLog.PERIOD;
        log.tick();
        log.tick();
        assertEquals(List.of("a", "c (2 times in all since the last such line)"), lines);
    }

    @Test
    void countsTheOneThatComesAfterThePeriodIn() {
        log.say(() -> "a");
        log.say(() -> "b");

        now += LimitedLog.PERIOD;
        log.say(() -> "c");

        assertEquals(List.of("a", "c (2 times in all since the last such line)"), lines);
    }

    @Test
    void saysTheFirstAtOnceAgainAfterAQuietPeriod() {
        log.say(() -> "a");
        now += LimitedLog.PERIOD;

        log.say(() -> "b");

        assertEquals(List.of("a", "b"), lines);
    }

    @Test
    void leavesNothingUnsaidWhenClosed() {
        log.say(() -> "a");
        log.say(() -> "b");

        log.close();
        log.say(() -> "c");

        assertEquals(List.of("a", "b", "c"), lines);
    }
}
