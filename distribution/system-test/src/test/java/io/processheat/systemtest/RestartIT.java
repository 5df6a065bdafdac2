package io.processheat.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.systemtest.Receiver.Reply;
import io.processheat.systemtest.Receiver.Request;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Stopping in order, starting again, and several processes. */
@ExtendWith(ShowsOutput.class)
class RestartIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    private Path folder;
    private Receiver receiver;

    @BeforeEach
    void start() throws Exception {
        receiver = Receiver.start();
    }

    @AfterEach
    void stop() {
        try (Receiver closed = receiver) {
            closed.assertNothingWasForged();
        }
    }

    @Test
    void pendingRetrySurvivesAStopAndKeepsItsDueTime() throws Exception {
        Distribution patient = Distribution.copiedTo(folder.resolve("patient")).withOneRetryAfter("10s");
        receiver.answer("/restart", Reply.UNAVAILABLE);
        String delivery;
        String due;
        try (Instance first = patient.start(folder.resolve("data"))) {
            Rest rest = first.rest();
            rest.register(receiver.url("/restart"), "alarm.triggered");
            delivery = rest.publish("alarm.triggered", Map.of("number", 1)).get(0);
            Wait.until("a retry is due", SOON, () -> rest.delivery(delivery).text("status").equals("retrying"));
            due = rest.delivery(delivery).text("next_attempt_at");
            assertStopsInOrder(first);
        }
        receiver.answer("/restart", Reply.OK);
        try (Instance second = patient.start(folder.resolve("data"))) {
            Instant ready = Instant.now();
            assertEquals(due, second.rest().delivery(delivery).text("next_attempt_at"));
            Request retry = receiver.await("/restart", 2, Duration.ofSeconds(20)).get(1);
            assertArrivedAt(later(ready, Instant.parse(due)), retry);
            Wait.until("the retry is recorded", SOON, () -> second.rest().delivery(delivery).text("status").equals("sent"));
        }
    }

    @Test
    void secondProcessOnTheSameDataFolderSaysSoAndEnds() throws Exception {
        Path data = folder.resolve("data");
        try (Instance first = Distribution.asBuilt().start(data);
                Instance second = Distribution.asBuilt().launch(data)) {
            assertNotEquals(0, second.exitCode());
            assertTrue(second.said("Another process runs on the data folder " + data), second.output());
            first.rest().get("/health").expect(200);
        }
    }

    @Test
    void twoProcessesOfOneBuildDoNotDisturbEachOther() throws Exception {
        try (Instance one = Distribution.asBuilt().start(folder.resolve("one"));
                Instance two = Distribution.asBuilt().start(folder.resolve("two"))) {
            one.rest().register(receiver.url("/one"), "alarm.triggered");
            two.rest().register(receiver.url("/two"), "alarm.triggered");
            one.rest().publish("alarm.triggered", Map.of("of", "one"));
            two.rest().publish("alarm.triggered", Map.of("of", "two"));

            assertEquals("{\"of\": \"one\"}", receiver.await("/one", 1, SOON).get(0).text());
            assertEquals("{\"of\": \"two\"}", receiver.await("/two", 1, SOON).get(0).text());
            assertStopsInOrder(one);
            two.rest().get("/health").expect(200);
        }
        assertEquals(1, receiver.requests("/one").size());
        assertEquals(1, receiver.requests("/two").size());
    }

    private static void assertStopsInOrder(Instance instance) throws InterruptedException {
        long start = System.nanoTime();
        assertEquals(0, instance.stop());
        double seconds = (System.nanoTime() - start) / 1e9;
        assertTrue(seconds < 10, () -> "stopping took " + seconds + " s");
    }

    private static void assertArrivedAt(Instant expected, Request request) {
        Instant arrival = Instant.now().minusNanos(System.nanoTime() - request.nanos());
        Duration late = Duration.between(expected, arrival);
        assertTrue(late.toMillis() >= -50 && late.toMillis() <= 2_000, () -> "the retry came " + late + " after it was due");
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
