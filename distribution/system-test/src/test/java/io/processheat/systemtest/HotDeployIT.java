package io.processheat.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Jars that come and are replaced in the load folder of a running process. */
@ExtendWith(ShowsOutput.class)
class HotDeployIT {

    private static final Duration DEPLOYED = Duration.ofSeconds(15);
    private static final int PUBLISHERS = 2;

    @TempDir
    private Path folder;

    @Test
    void agentDroppedIntoTheRunningProcessIsHeard() throws Exception {
        Distribution copy = Distribution.copiedTo(folder.resolve("copy"))
                .configured("io.processheat.demo.agent", agent -> agent.put("rate", 50).put("furnace.id", "dropped-in"));
        try (Receiver receiver = Receiver.start(); Instance instance = copy.start(folder.resolve("data"))) {
            instance.rest().register(receiver.url("/agent"), "calculation.completed");

            deploy(copy.demo().resolve("demo-agent.jar"), copy);

            String body = receiver.await("/agent", 50, DEPLOYED).get(0).text();
            assertTrue(body.contains("\"furnace_id\": \"dropped-in\""), body);
            receiver.assertNothingWasForged();
        }
    }

    @Test
    void replacingTheManagerUnderLoadLosesNothingAcknowledged() throws Exception {
        Distribution copy = Distribution.copiedTo(folder.resolve("copy"));
        try (Receiver receiver = Receiver.start(); Instance instance = copy.start(folder.resolve("data"))) {
            instance.rest().register(receiver.url("/updated"), "calculation.completed");
            Publishers publishers = Publishers.start(PUBLISHERS, "update", instance);

            deploy(copy.load().resolve("webhook-core.jar"), copy);

            Wait.until("the manager is gone", DEPLOYED, () -> instance.said("The manager is gone"));
            Wait.until("the manager is back and takes events", DEPLOYED, () -> takesEventsAgain(publishers));
            publishers.finish();
            assertEquals(0, publishers.unexpected(), "answers that are neither 202 nor 503");
            Set<String> lost = new HashSet<>(publishers.acknowledged());
            Wait.until("everything acknowledged has arrived", DEPLOYED, () -> {
                receiver.requests("/updated").forEach(request -> lost.remove(request.eventId()));
                return lost.isEmpty();
            });
            receiver.assertNothingWasForged();
        }
    }

    /** Moved in at once: half a jar would be deployed as well. */
    private static void deploy(Path jar, Distribution distribution) throws Exception {
        Path prepared = Files.copy(jar, distribution.folder().resolve("prepared.jar"));
        Files.move(prepared, distribution.load().resolve(jar.getFileName()), StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean takesEventsAgain(Publishers publishers) throws InterruptedException {
        int before = publishers.acknowledged().size();
        Thread.sleep(100);
        return publishers.acknowledged().size() > before;
    }
}
