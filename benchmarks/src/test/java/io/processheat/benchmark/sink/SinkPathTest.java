package io.processheat.benchmark.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SinkPathTest {

    @Test
    void asksForTimesAndForLateAnswersInAnyCombination() {
        assertEquals(SinkPath.PLAIN, SinkPath.parse("/"));
        assertEquals(new SinkPath(true, 0, -1, 0), SinkPath.parse("/timed"));
        assertEquals(new SinkPath(false, 9_000, -1, 0), SinkPath.parse("/after/9000"));
        assertEquals(new SinkPath(true, 20, -1, 0), SinkPath.parse("/timed/after/20"));
    }

    @Test
    void asksForALedgerAndForRefusals() {
        assertEquals(new SinkPath(false, 0, 3, 0), SinkPath.parse("/ledger/3"));
        assertEquals(new SinkPath(false, 100, 4, 97), SinkPath.parse("/ledger/4/refusing/97/after/100"));
    }
}
