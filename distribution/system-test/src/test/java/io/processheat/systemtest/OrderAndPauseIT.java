package io.processheat.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.systemtest.Receiver.Reply;
import io.processheat.systemtest.Receiver.Request;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a receiver may rely on where events belong together, and where its webhook is paused. */
@ExtendWith(ShowsOutput.class)
class OrderAndPauseIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String SEQUENCE = "X-Webhook-Sequence";
    private static final String GAP = "X-Webhook-Sequence-Gap";

    @TempDir
    private static Path folder;
    private static Receiver receiver;
    private static Instance instance;
    private static Rest rest;

    @BeforeAll
    static void start() throws Exception {
        receiver = Receiver.start();
        instance = Distribution.copiedTo(folder.resolve("copy"))
                .withOneRetryAfter("100ms")
                .start(folder.resolve("data"));
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
    void deliveriesOfAKeyArriveInOrderAndNumberedAlthoughAttemptsFail() throws Exception {
        receiver.answer("/order", headers -> headers.getFirst("X-Webhook-Attempt").equals("1")
                        && Integer.parseInt(headers.getFirst(SEQUENCE)) % 3 == 0
                ? Reply.UNAVAILABLE : Reply.OK);
        rest.register(receiver.url("/order"), "calculation.completed");
        for (int number = 1; number <= 10; number++) {
            for (String key : List.of("A", "B", "C")) {
                publish("calculation.completed", key, number);
            }
        }

        List<Request> requests = receiver.await("/order", 3 * (10 + 3), SOON);

        for (String key : List.of("A", "B", "C")) {
            List<Request> ofKey = requests.stream().filter(request -> request.text().contains("\"" + key + "\"")).toList();
            List<String> expected = IntStream.rangeClosed(1, 10)
                    .boxed()
                    .flatMap(number -> IntStream.rangeClosed(1, number % 3 == 0 ? 2 : 1)
                            .mapToObj(attempt -> number + " of " + payload(key, number) + ", attempt " + attempt))
                    .toList();
            assertEquals(expected, ofKey.stream()
                    .map(request -> request.header(SEQUENCE) + " of " + request.text() + ", attempt "
                            + request.header("X-Webhook-Attempt"))
                    .toList());
            assertTrue(ofKey.stream().allMatch(request -> request.header(GAP) == null), "nothing was missing");
        }
    }

    @Test
    void whatAReceiverDidNotGetIsNamedToIt() throws Exception {
        receiver.answer("/gap", headers -> headers.getFirst(SEQUENCE).equals("2") ? Reply.UNAVAILABLE : Reply.OK);
        rest.register(receiver.url("/gap"), "alarm.triggered");
        List<String> deliveries = new ArrayList<>();
        for (int number = 1; number <= 3; number++) {
            deliveries.addAll(rest.publish("alarm.triggered", Map.of("alarm_id", 17, "number", number)));
        }

        List<Request> requests = receiver.await("/gap", 4, SOON);
        assertEquals(List.of("1", "2", "2", "3"), requests.stream().map(request -> request.header(SEQUENCE)).toList());
        assertNull(requests.get(2).header(GAP));
        assertEquals("2", requests.get(3).header(GAP));
        assertEquals("17", rest.delivery(deliveries.get(1)).text("ordering_key"));
        assertEquals("failed", rest.delivery(deliveries.get(1)).text("status"));
    }

    @Test
    void aWebhookMayDoWithoutOrder() throws Exception {
        register("/unordered", "model.degraded", Map.of("ordered", false));
        rest.post("/events", Map.of("event_type", "model.degraded", "payload", Map.of(), "ordering_key", "A")).expect(202);
        assertNull(receiver.await("/unordered", 1, SOON).get(0).header(SEQUENCE));
    }

    @Test
    void aPausedWebhookGetsWhatWasKeptInOrderOnceItIsResumed() throws Exception {
        String paused = rest.register(receiver.url("/paused"), "model.deployed");
        rest.register(receiver.url("/other"), "model.deployed");
        assertTrue(rest.send("POST", "/webhooks/" + paused + "/pause", null).expect(200).body().path("is_paused").asBoolean());
        for (int number = 1; number <= 5; number++) {
            publish("model.deployed", "A", number);
        }

        receiver.await("/other", 5, SOON);
        assertEquals(5, rest.get("/webhooks/" + paused + "/deliveries?status=pending").expect(200)
                .body().path("deliveries").size());
        rest.send("POST", "/webhooks/" + paused + "/test", null).expect(200);
        assertEquals(List.of("test"), receiver.requests("/paused").stream().map(r -> r.header("X-Event-Type")).toList());

        assertFalse(rest.send("POST", "/webhooks/" + paused + "/resume", null).expect(200).body().path("is_paused").asBoolean());
        assertEquals(List.of("1", "2", "3", "4", "5"), receiver.await("/paused", 6, SOON).stream()
                .skip(1).map(request -> request.header(SEQUENCE)).toList());
    }

    @Test
    void onlyTheNewestOfACoalescedTypeGoesOut() throws Exception {
        String webhook = register("/newest", "compliance.report_ready", Map.of("coalesce", List.of("compliance.report_ready")));
        rest.send("POST", "/webhooks/" + webhook + "/pause", null).expect(200);
        List<String> deliveries = new ArrayList<>();
        for (int number = 1; number <= 3; number++) {
            deliveries.addAll(publish("compliance.report_ready", "A", number));
        }
        rest.send("POST", "/webhooks/" + webhook + "/resume", null).expect(200);

        Request newest = receiver.await("/newest", 1, SOON).get(0);
        assertEquals(payload("A", 3), newest.text());
        assertEquals("1-2", newest.header(GAP));
        for (String superseded : deliveries.subList(0, 2)) {
            assertEquals("superseded", rest.delivery(superseded).text("reason"));
        }
        assertEquals(0, rest.webhook(webhook).body().path("consecutive_failures").asInt());
        assertEquals(1, receiver.requests("/newest").size());
    }

    private static String register(String path, String type, Map<String, Object> options) throws Exception {
        String webhook = rest.register(receiver.url(path), type);
        rest.patch("/webhooks/" + webhook, options).expect(200);
        return webhook;
    }

    private static List<String> publish(String type, String key, int number) throws Exception {
        Rest.Answer answer = rest.post("/events", Map.of(
                "event_type", type, "payload", Map.of("key", key, "number", number), "ordering_key", key)).expect(202);
        List<String> deliveries = new ArrayList<>();
        answer.body().path("delivery_ids").forEach(id -> deliveries.add(id.asText()));
        return deliveries;
    }

    private static String payload(String key, int number) {
        return "{\"key\": \"" + key + "\", \"number\": " + number + "}";
    }
}
