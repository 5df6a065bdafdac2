package io.processheat.benchmark.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CpuClockTest {

    private static final String STAT = "42 (a (strange) name) S 1 42 42 0 -1 4194560 900 0 0 0 250 50 700 300 20 0 1 0 99";

    @Test
    void addsUserAndSystemTimeOfAProcessWhateverItsName() {
        assertEquals(3.0, CpuClock.seconds(STAT, 14), 1e-9);
    }

    @Test
    void addsThoseOfItsEndedChildren() {
        assertEquals(10.0, CpuClock.seconds(STAT, 16), 1e-9);
    }
}
