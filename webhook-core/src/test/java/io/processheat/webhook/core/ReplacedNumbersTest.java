package io.processheat.webhook.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplacedNumbersTest {

    private long nanos = -5;
    private final ReplacedNumbers replaced = new ReplacedNumbers(() -> nanos);

    @Test
    void areReportedTheFirstTimeAndThenOnceAMinuteWithTheirCount() {
        try (LogCapture log = new LogCapture()) {
            replaced.add(2, "alarm.triggered", "e1");
            replaced.add(3, "alarm.triggered", "e2");
            nanos += Duration.ofSeconds(59).toNanos();
            replaced.add(1, "alarm.triggered", "e3");
            nanos += Duration.ofSeconds(1).toNanos();
            replaced.add(1, "alarm.cleared", "e4");
            assertEquals(List.of(
                    "2 numbers in posted events were NaN or infinite and became null (2 in all); last in alarm.triggered, event e1",
                    "5 numbers in posted events were NaN or infinite and became null (7 in all); last in alarm.cleared, event e4"),
                    log.at(Level.WARN));
        }
    }

    @Test
    void areNotReportedWhereThereAreNone() {
        try (LogCapture log = new LogCapture()) {
            replaced.add(0, "alarm.triggered", "e1");
            assertTrue(log.at(Level.WARN).isEmpty());
        }
    }
}
