package io.processheat.webhook.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DueHeapTest {

    @Test
    void givesNothingBeforeItIsDue() {
        DueHeap<String> heap = new DueHeap<>();
        heap.add(10, "later");
        assertNull(heap.pollDue(9));
        assertEquals(10, heap.earliest());
        assertEquals("later", heap.pollDue(10));
        assertEquals(DueHeap.NEVER, heap.earliest());
    }

    @Test
    void givesOutInOrderWhateverCameInAndWent() {
        Random random = new Random(7);
        DueHeap<Long> heap = new DueHeap<>();
        PriorityQueue<Long> expected = new PriorityQueue<>();
        for (int round = 0; round < 50; round++) {
            for (int i = random.nextInt(500); i > 0; i--) {
                long due = random.nextInt(1_000);
                heap.add(due, due);
                expected.add(due);
            }
            long now = random.nextInt(1_000);
            List<Long> given = new ArrayList<>();
            for (Long due = heap.pollDue(now); due != null; due = heap.pollDue(now)) {
                given.add(due);
            }
            List<Long> wanted = new ArrayList<>();
            while (!expected.isEmpty() && expected.peek() <= now) {
                wanted.add(expected.poll());
            }
            assertEquals(wanted, given);
            assertEquals(expected.size(), heap.size());
        }
    }
}
