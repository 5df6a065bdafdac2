package io.processheat.webhook.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ByteBudgetTest {

    private static final long TOTAL = 32 << 20;

    @Test
    void oneBacklogTakesAboutANinth() {
        ByteBudget budget = new ByteBudget(TOTAL);
        assertEquals(TOTAL / 9, fill(budget, true), 2_000);
    }

    @Test
    void backlogsOfThousandsThatHangLeaveHalf() {
        ByteBudget budget = new ByteBudget(TOTAL);
        for (int webhook = 0; webhook < 10_000; webhook++) {
            fill(budget, false);
        }
        assertTrue(budget.used() <= TOTAL / 2);
        assertTrue(budget.room(0, true) >= TOTAL / 2);
    }

    @Test
    void promptBacklogsShrinkToMakeRoomForMore() {
        ByteBudget budget = new ByteBudget(TOTAL);
        long[] held = new long[100];
        for (int round = 0; round < 20_000; round++) {
            int webhook = round % held.length;
            if (budget.room(held[webhook], true) >= 1_000) {
                held[webhook] += 1_000;
                budget.take(1_000, true);
            } else {
                held[webhook] -= 1_000;
                budget.give(1_000, true);
            }
        }
        assertTrue(budget.room(0, true) > TOTAL / 20, "left: " + budget.room(0, true));
    }

    @Test
    void theLargestPayloadFitsWhereThereIsNothingElse() {
        ByteBudget budget = new ByteBudget(0);
        assertTrue(budget.room(0, false) >= (1 << 20) + ByteBudget.OVERHEAD);
    }

    @Test
    void oneDeliveryAtATimeMayBeLargerThanAllThereIs() {
        ByteBudget budget = new ByteBudget(0);
        long large = 16 << 20;
        assertTrue(budget.fits(large, 0, false));
        assertFalse(budget.fits(large, 1, false), "only for who holds nothing");
        budget.oversizeHeld(true);
        assertFalse(budget.fits(large, 0, false));
        budget.oversizeHeld(false);
        assertTrue(budget.fits(large, 0, false));
    }

    @Test
    void smallOnesNeverTakeThePlaceOfTheOversize() {
        ByteBudget budget = new ByteBudget(0);
        budget.take(ByteBudget.SMALLEST, true);
        assertFalse(budget.fits(1_000, 0, false));
        assertTrue(budget.fits(1 << 20, 0, false));
    }

    @Test
    void givesBack() {
        ByteBudget budget = new ByteBudget(TOTAL);
        long before = budget.room(0, true);
        budget.take(1_000, true);
        budget.give(1_000, true);
        assertEquals(before, budget.room(0, true));
    }

    private static long fill(ByteBudget budget, boolean prompt) {
        long held = 0;
        while (budget.room(held, prompt) >= 1_000) {
            budget.take(1_000, prompt);
            held += 1_000;
        }
        return held;
    }
}
