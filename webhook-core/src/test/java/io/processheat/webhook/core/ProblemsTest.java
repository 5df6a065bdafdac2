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
    void warningsAreWhatTheStoreAndTheDispatcherSayThoughTheyWork() {
        assertEquals(List.of(), manager.warnings());
        store.warning = Optional.of("12 deliveries shed");
        dispatcher.warnings = List.of("a line is down");
        assertEquals(List.of("12 deliveries shed", "a line is down"), manager.warnings());
        assertEquals(List.of(), manager.problems());
    }

    @Test
    void warningsNeedNoDispatcher() {
        store.warning = Optional.of("12 deliveries shed");
        manager.unbindDispatcher(dispatcher);
        assertEquals(List.of("12 deliveries shed"), manager.warnings());
    }
}
