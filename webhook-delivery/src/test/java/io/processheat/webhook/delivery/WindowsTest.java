package io.processheat.webhook.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.delivery.Window.Slot;
import org.junit.jupiter.api.Test;

class WindowsTest {

    private final Windows windows = new Windows(64, 256, 0);

    @Test
    void theSlowCannotFillTheFastWindow() {
        while (windows.hasRoom(false, false)) {
            windows.enter(false, false);
        }
        assertTrue(windows.mayStart(true, false, 0));
        Slot slot = windows.enter(true, false);
        assertNotSame(slot, windows.becomeLate(slot, false), "it was in the fast window");
    }

    @Test
    void thePromptLeaveHalfOfTheSlowWindow() {
        int started = 0;
        while (windows.hasRoom(true, false)) {
            windows.enter(true, false);
            started++;
        }
        assertEquals(64 + 128, started);
        assertTrue(windows.mayStart(false, false, 0));
    }

    @Test
    void theFullerTheyAreTheLessForOneWebhook() {
        assertTrue(windows.mayStart(true, false, 6));
        for (int i = 0; i < 150; i++) {
            windows.enter(true, false);
        }
        assertFalse(windows.mayStart(true, false, 6));
        assertTrue(windows.mayStart(true, false, 1));
    }

    @Test
    void anAttemptThatBecomesLateMakesRoomEvenIfTheSlowWindowIsFull() {
        while (windows.hasRoom(false, false)) {
            windows.enter(false, false);
        }
        Slot slot = windows.enter(true, false);
        for (int i = 1; i < 64; i++) {
            windows.enter(true, false);
        }
        assertFalse(windows.hasRoom(true, false));
        windows.becomeLate(slot, false);
        assertTrue(windows.hasRoom(true, false));
    }

    @Test
    void leavingMakesRoom() {
        Slot slot = windows.enter(false, false);
        while (windows.hasRoom(false, false)) {
            windows.enter(false, false);
        }
        windows.leave(slot);
        assertTrue(windows.hasRoom(false, false));
    }

    @Test
    void aShareOfBothIsForTheMostImportantOnly() {
        Windows shared = new Windows(100, 1_000, 12);
        for (boolean prompt : new boolean[] {true, false}) {
            while (shared.hasRoom(prompt, false)) {
                shared.enter(prompt, false);
            }
        }
        assertEquals(12, enterAll(shared, true));
        assertEquals(120, enterAll(shared, false));
    }

    @Test
    void neitherDoLateAttemptsOfOthersTakeIt() {
        Windows shared = new Windows(100, 1_000, 12);
        while (shared.hasRoom(false, false)) {
            shared.enter(false, false);
        }
        for (int i = 0; i < 500; i++) {
            shared.becomeLate(shared.enter(true, false), false);
        }
        assertEquals(120, enterAll(shared, false));
    }

    @Test
    void anImportantAttemptThatBecomesLateMovesToTheShareOfTheSlowWindow() {
        Windows shared = new Windows(100, 1_000, 12);
        Slot late = shared.becomeLate(shared.enter(true, true), true);
        assertTrue(late.reserved());
        assertSame(late, shared.becomeLate(late, true), "once");
    }

    @Test
    void theSmallestWindowIsForAll() {
        assertTrue(new Windows(1, 1, 50).hasRoom(true, false));
    }

    private static int enterAll(Windows windows, boolean prompt) {
        int entered = 0;
        while (windows.hasRoom(prompt, true)) {
            windows.enter(prompt, true);
            entered++;
        }
        return entered;
    }
}
