package io.processheat.benchmark.run;

import io.processheat.benchmark.bench.Bench;
import io.processheat.benchmark.bench.Findings;
import io.processheat.benchmark.bench.Section;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The sections that were run.
 *
 * @param complete whether none failed
 */
record Run(List<Findings> findings, boolean complete, Duration took) {

    /** One after the other; a section that fails does not take the figures of the others with it. */
    static Run of(List<Section> sections, Bench bench) throws Exception {
        long start = System.nanoTime();
        List<Findings> findings = new ArrayList<>();
        for (Section section : sections) {
            bench.say("%s ...", section.name());
            try {
                findings.add(section.measure(bench));
            } catch (IOException | SQLException failure) {
                System.err.println(section.name() + " failed: " + failure.getMessage());
            }
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        return new Run(findings, findings.size() == sections.size(), took);
    }
}
