package io.processheat.benchmark.run;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.benchmark.sink.SinkCount;
import org.junit.jupiter.api.Test;

class ReportTest {

    @Test
    void showsMediansAndTheirRatiosToTheReference() {
        Results results = new Results();
        results.reference.add(new Sample(100_000, 5));
        results.single.add(new Sample(25_000, 40));
        results.tenfold.add(new Sample(50_000, 20));
        results.backlogged.add(new Sample(20_000, 30));
        results.latencies.add(new Latency(10, 8_000, new SinkCount(80_000, 1_230, 4_560)));
        Machine machine = new Machine("A 100 % processor", 2, "a JVM", "a kernel", 0.5);

        String report = new Report(machine, results, "1.0", 10).markdown();

        assertContains(report, "| 25,000 | 25,000 | 0.25 | 40.0 µs | 8.0 |");
        assertContains(report, "| fan-out 10 | 8,000 | 1.23 ms | 4.56 ms |");
        assertContains(report, "A 100 % processor, 2 cores");
    }

    private static void assertContains(String report, String part) {
        assertTrue(report.contains(part), report);
    }
}
