package io.processheat.webhook.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProblemsTest extends Scenario {

    @Test
    void areWhatTheStoreSaysAndAMissingDispatcher() {
        assertEquals(List.of(), manager.problems());
        store.problem = Optional.of("the disk is full");
        manager.unbindDispatcher(dispatcher);
        assertEquals(List.of("the disk is full", "no dispatcher runs: nothing is delivered"), manager.problems());
    }

    @Test
    void warningsAreWhatTheStoreSaysThoughItWorks() {
        assertEquals(List.of(), manager.warnings());
        store.warning = Optional.of("12 deliveries shed");
        assertEquals(List.of("12 deliveries shed"), manager.warnings());
        assertEquals(List.of(), manager.problems());
    }
}
