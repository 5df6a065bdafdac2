package io.processheat.webhook.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.delivery.Windows.Window;
import org.junit.jupiter.api.Test;

class WindowsTest {

    private final Windows windows = new Windows(64, 256);

    @Test
    void theSlowCannotFillTheFastWindow() {
        while (windows.hasRoom(false)) {
            windows.enter(false);
        }
        assertTrue(windows.mayStart(true, 0));
        assertEquals(Window.FAST, windows.enter(true));
    }

    @Test
    void thePromptLeaveHalfOfTheSlowWindow() {
        int started = 0;
        while (windows.hasRoom(true)) {
            windows.enter(true);
            started++;
        }
        assertEquals(64 + 128, started);
        assertTrue(windows.mayStart(false, 0));
    }

    @Test
    void theFullerTheyAreTheLessForOneWebhook() {
        assertTrue(windows.mayStart(true, 6));
        for (int i = 0; i < 150; i++) {
            windows.enter(true);
        }
        assertFalse(windows.mayStart(true, 6));
        assertTrue(windows.mayStart(true, 1));
    }

    @Test
    void anAttemptThatBecomesLateMakesRoomEvenIfTheSlowWindowIsFull() {
        while (windows.hasRoom(false)) {
            windows.enter(false);
        }
        for (int i = 0; i < 64; i++) {
            windows.enter(true);
        }
        assertFalse(windows.hasRoom(true));
        assertEquals(Window.SLOW, windows.becomeLate(Window.FAST));
        assertTrue(windows.hasRoom(true));
    }

    @Test
    void leavingMakesRoom() {
        while (windows.hasRoom(false)) {
            windows.enter(false);
        }
        windows.leave(Window.SLOW);
        assertTrue(windows.hasRoom(false));
    }
}
