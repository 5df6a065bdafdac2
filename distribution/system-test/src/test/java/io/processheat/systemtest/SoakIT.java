package io.processheat.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.benchmark.bench.Bench;
import io.processheat.benchmark.soak.Plan;
import io.processheat.benchmark.soak.SoakResult;
import io.processheat.benchmark.soak.SoakRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A steady rate holds a steady size. By default briefly, and of the disk alone; {@code -Dsoak.minutes=10} lets a busy
 * plant's hour flow through in ten minutes, as {@code benchmarks/soak} does, and judges memory as well.
 */
class SoakIT {

    private static final int MINUTES = Integer.getInteger("soak.minutes", 0);
    private static final int BRIEF_QUOTA_MEBIBYTES = 32;
    private static final int QUOTA_MEBIBYTES = 96;
    private static final int FILLED_AT_LEAST = 3;

    @TempDir
    private Path folder;

    @Test
    void steadyRateHoldsASteadySize() throws Exception {
        SoakResult result = MINUTES > 0
                ? soak(Plan.hourIn(Duration.ofMinutes(MINUTES), QUOTA_MEBIBYTES))
                : soak(Plan.brief(BRIEF_QUOTA_MEBIBYTES));
        assertTrue(result.quotasPosted() > FILLED_AT_LEAST, () -> result.quotasPosted() + " times the quota was posted");
        assertEquals(List.of(), MINUTES > 0 ? result.troubles() : result.troublesOnDisk());
    }

    private SoakResult soak(Plan plan) throws Exception {
        Distribution runtime = Distribution.copiedTo(folder.resolve("runtime"))
                .configured("io.processheat.webhook.store-sqlite", store -> store.put("quota.mib", plan.quotaMebibytes()));
        Path publisher = Path.of(System.getProperty("benchmarks"));
        Files.copy(publisher, runtime.load().resolve(publisher.getFileName()));
        try (Bench bench = new Bench(runtime.folder(), folder, 0, 1)) {
            return new SoakRun(bench, plan).run();
        }
    }
}
