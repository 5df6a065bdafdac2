package io.processheat.webhook.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProbeTargetsTest {

    private final ProbeTargets targets = new ProbeTargets(List.of());

    @Test
    void thoseThatAnsweredLastAreAlwaysAmongThem() {
        for (int i = 0; i < 20; i++) {
            targets.answered(host("good", i));
        }
        for (int i = 0; i < 100; i++) {
            targets.wanted(host("silent", i));
        }
        List<ProbeTarget> next = targets.next();
        assertEquals(16, next.size());
        for (int i = 12; i < 20; i++) {
            assertTrue(next.contains(host("good", i)));
        }
    }

    @Test
    void theOthersHaveTheirTurns() {
        for (int i = 0; i < 100; i++) {
            targets.wanted(host("silent", i));
        }
        Set<ProbeTarget> seen = new HashSet<>();
        for (int round = 0; round < 7; round++) {
            seen.addAll(targets.next());
        }
        assertEquals(100, seen.size());
    }

    @Test
    void manyThatAreWaitedForTakeLittleMemory() {
        for (int i = 0; i < 10_000; i++) {
            targets.wanted(host("silent", i));
        }
        Set<ProbeTarget> seen = new HashSet<>();
        for (int round = 0; round < 1_000; round++) {
            seen.addAll(targets.next());
        }
        assertEquals(256, seen.size());
    }

    @Test
    void configuredOnesReplaceAllOthers() {
        ProbeTargets configured = new ProbeTargets(List.of(host("probe", 1)));
        configured.answered(host("good", 1));
        configured.wanted(host("silent", 1));
        assertEquals(List.of(host("probe", 1)), configured.next());
    }

    private static ProbeTarget host(String name, int number) {
        return new ProbeTarget(name + number + ".example", 443, null);
    }
}
