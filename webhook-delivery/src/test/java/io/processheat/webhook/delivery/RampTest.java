package io.processheat.webhook.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RampTest {

    private final Ramp ramp = new Ramp(4, 1_000, 3);

    @Test
    void isOverUntilALineComesBack() {
        assertTrue(ramp.isOver());
        assertEquals(Integer.MAX_VALUE, ramp.limit());
        assertEquals(DueHeap.NEVER, ramp.nextStep());
    }

    @Test
    void doublesWithEachStepUntilThereIsNoLimit() {
        ramp.begin(0);
        assertEquals(4, ramp.limit());
        ramp.step(999);
        assertEquals(4, ramp.limit());
        ramp.step(1_000);
        assertEquals(8, ramp.limit());
        ramp.step(2_000);
        assertEquals(16, ramp.limit());
        ramp.step(3_000);
        assertTrue(ramp.isOver());
    }

    @Test
    void staysWhereItIsWhileOnlySilenceComes() {
        ramp.begin(0);
        ramp.silent();
        ramp.step(1_000);
        assertEquals(4, ramp.limit());
        ramp.silent();
        ramp.answered();
        ramp.step(2_000);
        assertEquals(8, ramp.limit());
    }

    @Test
    void beginsAnewAfterTheNextOutage() {
        ramp.begin(0);
        ramp.step(1_000);
        ramp.begin(1_500);
        assertEquals(4, ramp.limit());
        assertEquals(2_500, ramp.nextStep());
        assertFalse(ramp.isOver());
    }

    @Test
    void doesNotOverflow() {
        Ramp steep = new Ramp(65_536, 1_000, 16);
        steep.begin(0);
        for (int i = 1; i < 16; i++) {
            steep.step(i * 1_000);
            assertTrue(steep.limit() > 0);
        }
    }
}
