package io.processheat.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What somebody sees who tries the product for the first time. */
@ExtendWith(ShowsOutput.class)
class DemoIT {

    private static final Duration ATTENTION_SPAN = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    @Test
    void demoShowsEverythingWithinTwentySeconds() throws Exception {
        List<String> expected = List.of(
                "Process Heat Webhooks, ready after",
                "calculation\\.completed .*signature ok",
                "SIGNATURE REFUSED .*401",
                "answered 503 on purpose",
                "signature ok .*attempt 2 \\(retried after 2\\.\\d s\\)",
                "alarm\\.triggered .*signature ok",
                "alarm\\.cleared .*signature ok");
        try (Instance demo = Distribution.asBuilt().launch(folder.resolve("data"), "--demo")) {
            Wait.until("all of " + expected, ATTENTION_SPAN, () -> expected.stream().allMatch(demo::said));
            assertEquals(0, demo.stop());
        }
    }
}
