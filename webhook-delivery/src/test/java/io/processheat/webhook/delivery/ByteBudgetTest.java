package io.processheat.webhook.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.Priority;
import org.junit.jupiter.api.Test;

class ByteBudgetTest {

    private static final long TOTAL = 32 << 20;

    @Test
    void oneBacklogTakesAboutANinthOfWhatItMayUse() {
        ByteBudget budget = new ByteBudget(TOTAL);
        assertEquals(TOTAL / 8 * 7 / 9, fill(budget, true), 2_000);
    }

    @Test
    void backlogsOfThousandsThatHangLeaveHalf() {
        ByteBudget budget = new ByteBudget(TOTAL);
        for (int webhook = 0; webhook < 10_000; webhook++) {
            fill(budget, false);
        }
        assertTrue(budget.used() <= TOTAL / 2);
        assertTrue(budget.room(0, true, Priority.HIGH) >= TOTAL / 2);
    }

    @Test
    void promptBacklogsShrinkToMakeRoomForMore() {
        ByteBudget budget = new ByteBudget(TOTAL);
        long[] held = new long[100];
        for (int round = 0; round < 20_000; round++) {
            int webhook = round % held.length;
            if (budget.room(held[webhook], true, Priority.LOW) >= 1_000) {
                held[webhook] += 1_000;
                budget.take(1_000, true);
            } else {
                held[webhook] -= 1_000;
                budget.give(1_000, true);
            }
        }
        assertTrue(budget.room(0, true, Priority.LOW) > TOTAL / 20, "left: " + budget.room(0, true, Priority.LOW));
    }

    @Test
    void theLargestPayloadFitsWhereThereIsNothingElse() {
        ByteBudget budget = new ByteBudget(0);
        assertTrue(budget.room(0, false, Priority.LOW) >= (1 << 20) + ByteBudget.OVERHEAD);
    }

    @Test
    void oneDeliveryAtATimeMayBeLargerThanAllThereIs() {
        ByteBudget budget = new ByteBudget(0);
        long large = 16 << 20;
        assertTrue(budget.fits(large, 0, false, Priority.LOW));
        assertFalse(budget.fits(large, 1, false, Priority.LOW), "only for who holds nothing");
        budget.oversizeHeld(true);
        assertFalse(budget.fits(large, 0, false, Priority.LOW));
        budget.oversizeHeld(false);
        assertTrue(budget.fits(large, 0, false, Priority.LOW));
    }

    @Test
    void smallOnesNeverTakeThePlaceOfTheOversize() {
        ByteBudget budget = new ByteBudget(0);
        budget.take(ByteBudget.SMALLEST, true);
        assertFalse(budget.fits(1_000, 0, false, Priority.LOW));
        assertTrue(budget.fits(1 << 20, 0, false, Priority.LOW));
    }

    @Test
    void theLessImportantLeavesRoomForTheMoreImportant() {
        ByteBudget budget = new ByteBudget(TOTAL);
        for (int webhook = 0; webhook < 10_000; webhook++) {
            fill(budget, webhook % 2 == 0);
        }
        for (boolean prompt : new boolean[] {true, false}) {
            assertTrue(budget.room(0, prompt, Priority.LOW) < 10_000);
            assertTrue(budget.room(0, prompt, Priority.MEDIUM) >= TOTAL / 32);
            assertTrue(budget.room(0, prompt, Priority.HIGH) >= TOTAL / 16);
        }
    }

    @Test
    void givesBack() {
        ByteBudget budget = new ByteBudget(TOTAL);
        long before = budget.room(0, true, Priority.LOW);
        budget.take(1_000, true);
        budget.give(1_000, true);
        assertEquals(before, budget.room(0, true, Priority.LOW));
    }

    private static long fill(ByteBudget budget, boolean prompt) {
        long held = 0;
        while (budget.room(held, prompt, Priority.LOW) >= 1_000) {
            budget.take(1_000, prompt);
            held += 1_000;
        }
        return held;
    }
}
