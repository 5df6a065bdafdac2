package io.processheat.benchmark.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LedgerTest {

    private final Ledger ledger = new Ledger();

    @Test
    void countsAnEventOnceHoweverOftenItComes() {
        assertTrue(ledger.take(0, 0));
        assertTrue(ledger.take(7, 0));
        assertTrue(ledger.take(7, 0));
        assertEquals(new LedgerCount(2, 1, 0), ledger.count());
    }

    @Test
    void refusesOneInSoManyUntilItComesAgain() {
        assertTrue(ledger.take(9, 10));
        assertFalse(ledger.take(10, 10));
        assertEquals(new LedgerCount(1, 0, 1), ledger.count());
        assertTrue(ledger.take(10, 10));
        assertEquals(new LedgerCount(2, 0, 1), ledger.count());
    }
}
