package io.processheat.benchmark.isolation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.benchmark.sink.SinkCount;
import org.junit.jupiter.api.Test;

class IsolationResultTest {

    @Test
    void comparesEachRoundWithTheOneBeforeIt() {
        IsolationResult result = new IsolationResult();
        result.without(p99(10_000));
        result.with(p99(12_000));
        result.without(p99(1_000));
        result.with(p99(3_000));

        assertTrue(result.table().contains("| 7.50 ms (3.00..12.00) | 2.10 (1.20..3.00) |"), result.table());
    }

    private static SinkCount p99(long micros) {
        return new SinkCount(100, 1, 100, 500, micros);
    }
}
