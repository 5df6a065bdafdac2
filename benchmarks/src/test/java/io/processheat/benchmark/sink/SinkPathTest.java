package io.processheat.benchmark.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SinkPathTest {

    @Test
    void asksForTimesAndForLateAnswersInAnyCombination() {
        assertEquals(new SinkPath(false, 0), SinkPath.parse("/"));
        assertEquals(new SinkPath(true, 0), SinkPath.parse("/timed"));
        assertEquals(new SinkPath(false, 9_000), SinkPath.parse("/after/9000"));
        assertEquals(new SinkPath(true, 20), SinkPath.parse("/timed/after/20"));
    }
}
