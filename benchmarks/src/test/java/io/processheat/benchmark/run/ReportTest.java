package io.processheat.benchmark.run;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.benchmark.bench.Findings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {

    @Test
    void showsTheTablesThenTheMachineThenTheMethods() {
        Machine machine = new Machine("A 100 % processor", 2, 1_024, "a JVM", "a kernel", 0.5);
        Findings first = new Findings("First", "| 1 % |\n", "* **First:** 100 %\n");
        Findings second = new Findings("Second", "| 2 |\n", "* **Second:** so\n");

        Run run = new Run(List.of(first, second), true, Duration.ofSeconds(400));

        String report = new Report(machine, run, "1.0").markdown();

        assertInOrder(report,
                "6 min 40 s", "## First\n\n| 1 % |\n\n## Second\n\n| 2 |\n\n## Where", "| version | 1.0 |",
                "A 100 % processor, 2 cores", "* **Engine:**", "* **First:** 100 %\n* **Second:** so\n");
    }

    private static void assertInOrder(String report, String... parts) {
        int from = 0;
        for (String part : parts) {
            int found = report.indexOf(part, from);
            assertTrue(found >= 0, "\"" + part + "\" is missing or misplaced in\n" + report);
            from = found + part.length();
        }
    }
}
