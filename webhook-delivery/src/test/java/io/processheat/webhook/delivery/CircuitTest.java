package io.processheat.webhook.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CircuitTest {

    private final Circuit circuit = new Circuit(3, 1_000);

    @Test
    void opensAfterFailuresInARow() {
        assertFalse(circuit.failed(1));
        assertFalse(circuit.failed(2));
        assertFalse(circuit.isOpen());
        assertTrue(circuit.failed(3));
        assertTrue(circuit.isOpen());
        assertEquals(1_003, circuit.startAt());
    }

    @Test
    void startsAnewWithEachAnswer() {
        circuit.failed(1);
        circuit.failed(2);
        assertFalse(circuit.answered());
        circuit.failed(3);

        assertFalse(circuit.isOpen());
        assertEquals(Long.MIN_VALUE, circuit.startAt());
    }

    @Test
    void staysOpenUntilAProbeIsAnswered() {
        circuit.failed(1);
        circuit.failed(2);
        circuit.failed(3);
        assertFalse(circuit.failed(1_003));
        assertEquals(2_003, circuit.startAt());

        assertTrue(circuit.answered());
        assertFalse(circuit.isOpen());
    }

    @Test
    void canBeTurnedOff() {
        Circuit never = new Circuit(0, 1_000);
        never.failed(1);

        assertFalse(never.isOpen());
    }
}
