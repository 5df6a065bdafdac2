package io.processheat.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.systemtest.Receiver.Reply;
import io.processheat.systemtest.Receiver.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a receiver gets of an event, and what follows when it does not take it. */
@ExtendWith(ShowsOutput.class)
class DeliveryIT {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final double JITTER = 1.1;
    private static final double SLACK_SECONDS = 1.0;

    @TempDir
    private static Path folder;
    private static Receiver receiver;
    private static Instance instance;
    private static Rest rest;

    @BeforeAll
    static void start() throws Exception {
        receiver = Receiver.start();
        instance = Distribution.asBuilt().start(folder.resolve("data"));
        rest = instance.rest();
    }

    @AfterAll
    static void stop() throws Exception {
        try (Receiver closed = receiver; Instance ended = instance) {
            closed.assertNothingWasForged();
            assertEquals(0, ended.stop());
        }
    }

    @Test
    void publishedEventArrivesSignedAndInCanonicalForm() throws Exception {
        rest.register(receiver.url("/signed"), "alarm.triggered");

        String delivery = rest.publish("alarm.triggered", Map.of("zone", "Süd", "limit", 310.0, "code", "HIGH")).get(0);

        Request request = receiver.await("/signed", 1, SOON).get(0);
        String body = "{\"code\": \"HIGH\", \"limit\": 310.0, \"zone\": \"S\\u00fcd\"}";
        assertEquals(body, request.text());
        assertEquals(delivery, request.header("X-Webhook-ID"));
        assertEquals("alarm.triggered", request.header("X-Event-Type"));
        assertEquals("1", request.header("X-Webhook-Attempt"));
        assertEquals("application/json", request.header("Content-Type"));
        assertTrue(request.header("User-Agent").startsWith("ProcessHeat-Webhooks/"), request.header("User-Agent"));
        Duration age = Duration.between(Instant.parse(request.header("X-Event-Time")), Instant.now());
        assertTrue(age.compareTo(Duration.ofMinutes(1)) < 0, () -> "age of the event: " + age);
        Wait.until("the delivery is sent", SOON, () -> rest.delivery(delivery).text("status").equals("sent"));
        assertEquals(Signatures.sha256("alarm.triggered:" + body), rest.delivery(delivery).text("provenance_hash"));
        assertEquals(request.eventId(), rest.delivery(delivery).text("event_id"));
    }

    @Test
    void pythonReceiversVerifyWhetherTheyReserialiseOrNot() throws Exception {
        rest.register(receiver.url("/python"), "calculation.completed");
        rest.publish("calculation.completed", Map.of(
                "efficiency", 0.1 + 0.2, "tiny", 1e-7, "huge", 1e22, "text", "°C → \uD83D\uDD25 \u0001 \"/\\",
                "nested", Map.of("z", List.of(1, -0.0, true), "a", Map.of())));

        Request request = receiver.await("/python", 1, SOON).get(0);

        for (String form : List.of("raw", "reserialised")) {
            assertEquals("verified", Python.run("verify.py", request.body(),
                    form, Signatures.SECRET, request.header("X-Webhook-Signature")), form);
        }
        assertEquals("refused", Python.run("verify.py", request.body(),
                "raw", "another secret", request.header("X-Webhook-Signature")));
    }

    @Test
    void failingDeliveryIsRetriedAfterTwoFourAndEightSecondsAndThenGivenUp() throws Exception {
        receiver.answer("/failing", Reply.UNAVAILABLE);
        rest.register(receiver.url("/failing"), "model.degraded");

        String delivery = rest.publish("model.degraded", Map.of("drift", 8)).get(0);

        List<Request> attempts = receiver.await("/failing", 4, Duration.ofSeconds(25));
        for (int retry = 1; retry <= 3; retry++) {
            assertDelay(Math.pow(2, retry), attempts.get(retry - 1), attempts.get(retry));
            assertEquals(String.valueOf(retry + 1), attempts.get(retry).header("X-Webhook-Attempt"));
            assertEquals(delivery, attempts.get(retry).header("X-Webhook-ID"));
        }
        Wait.until("the delivery failed", SOON, () -> rest.delivery(delivery).text("status").equals("failed"));
        assertEquals("exhausted", rest.delivery(delivery).text("reason"));
        assertEquals(4, rest.delivery(delivery).body().path("attempts").size());
    }

    @Test
    void redirectIsNotFollowed() throws Exception {
        receiver.answer("/moved", headers -> new Reply(302, Duration.ZERO));
        String webhook = rest.register(receiver.url("/moved"), "model.deployed");

        Rest.Answer test = rest.send("POST", "/webhooks/" + webhook + "/test", null).expect(200);

        assertEquals("failed", test.text("status"));
        assertEquals(302, test.body().path("http_status").asInt());
    }

    @Test
    void fiveFailedDeliveriesInARowDeactivateTheWebhookUntilItIsReactivated() throws Exception {
        Distribution impatient = Distribution.copiedTo(folder.resolve("impatient")).withOneRetryAfter("100ms");
        try (Instance other = impatient.start(folder.resolve("impatient-data"))) {
            new Deactivation(receiver, other.rest()).run();
        }
    }

    private static void assertDelay(double seconds, Request earlier, Request later) {
        double actual = (later.nanos() - earlier.nanos()) / 1e9;
        assertTrue(actual >= seconds && actual <= seconds * JITTER + SLACK_SECONDS,
                () -> "a retry due after " + seconds + " s came after " + actual + " s");
    }

    /** The story of a webhook that is down for long. */
    private record Deactivation(Receiver receiver, Rest rest) {

        void run() throws IOException, InterruptedException {
            receiver.answer("/down", Reply.UNAVAILABLE);
            String webhook = rest.register(receiver.url("/down"), "alarm.triggered");
            for (int failures = 1; failures <= 5; failures++) {
                assertTrue(rest.webhook(webhook).body().path("is_active").asBoolean(), "active before failure " + failures);
                rest.publish("alarm.triggered", Map.of("number", failures));
                int expected = failures;
                Wait.until(failures + " failures", SOON, () ->
                        rest.webhook(webhook).body().path("consecutive_failures").asInt() == expected);
            }
            assertState(webhook, false, "unhealthy");
            assertEquals(List.of(), rest.publish("alarm.triggered", Map.of("number", 6)));
            assertEquals(10, receiver.requests("/down").size());
            reactivate(webhook);
        }

        private void reactivate(String webhook) throws IOException, InterruptedException {
            receiver.answer("/down", Reply.OK);
            rest.patch("/webhooks/" + webhook, Map.of("is_active", true)).expect(200);
            assertState(webhook, true, "healthy");
            assertEquals(0, rest.webhook(webhook).body().path("consecutive_failures").asInt());
            rest.publish("alarm.triggered", Map.of("number", 7));
            assertEquals("{\"number\": 7}", receiver.await("/down", 11, SOON).get(10).text());
        }

        private void assertState(String webhook, boolean active, String health) throws IOException, InterruptedException {
            assertEquals(active, rest.webhook(webhook).body().path("is_active").asBoolean());
            assertEquals(health, rest.webhook(webhook).text("health_status"));
        }
    }
}
