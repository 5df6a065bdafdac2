package io.processheat.demo.receiver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.demo.receiver.Terminal.Mark;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class TerminalTest {

    private final InstantSource noon = InstantSource.fixed(
            LocalDateTime.parse("2026-11-24T12:00:01.123").atZone(ZoneId.systemDefault()).toInstant());

    @Test
    void linesAreAligned() {
        Screen screen = new Screen(noon);
        screen.terminal().line("historian", "calculation.completed", Mark.GOOD, "signature ok");
        screen.terminal().line("shift leader", "alarm.cleared", Mark.BAD, "refused → 401");

        assertEquals("12:00:01.123  historian     calculation.completed    ✓ signature ok", screen.lines().get(0));
        assertEquals("12:00:01.123  shift leader  alarm.cleared            ✗ refused → 401", screen.lines().get(1));
    }

    @Test
    void terminalWithoutTheSignsGetsAscii() {
        Screen screen = new Screen(StandardCharsets.US_ASCII, false, noon);
        screen.terminal().line("historian", "alarm.cleared", Mark.BAD, "288 °C → 401, 5 mg/m³");

        assertTrue(screen.lines().get(0).endsWith("x 288 C -> 401, 5 mg/m3"), screen.lines().get(0));
    }

    @Test
    void coloursOnlyWhereAskedFor() {
        Screen coloured = new Screen(StandardCharsets.UTF_8, true, noon);
        Screen plain = new Screen(noon);
        coloured.terminal().line("historian", "alarm.cleared", Mark.BAD, "no");
        plain.terminal().line("historian", "alarm.cleared", Mark.BAD, "no");

        assertTrue(coloured.shows("\u001b[31m✗ no\u001b[0m"));
        assertFalse(plain.shows("\u001b"));
    }

    @Test
    void controlCharactersOfAPayloadDoNotReachTheTerminal() {
        Screen screen = new Screen(noon);
        screen.terminal().line("historian", "alarm.cleared", Mark.GOOD, "a\u001b[2Jb\nc");

        assertEquals(1, screen.lines().size());
        assertTrue(screen.shows("a?[2Jb?c"));
    }
}
