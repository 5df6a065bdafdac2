package io.processheat.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.systemtest.Receiver.Reply;
import io.processheat.systemtest.Receiver.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** How what was missed, failed or is to be kept is got back; and that what is out of date is not sent. */
@ExtendWith(ShowsOutput.class)
class RecoverAndReplayIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String SEQUENCE = "X-Webhook-Sequence";
    private static final String GAP = "X-Webhook-Sequence-Gap";
    private static final Map<String, String> ALL = Map.of("since", "2000-01-01T00:00:00Z");

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
    void whatAnInactiveWebhookMissedIsRecoveredOnceAndInOrder() throws Exception {
        String webhook = rest.register(receiver.url("/missed"), "alarm.cleared");
        rest.patch("/webhooks/" + webhook, Map.of("is_active", false)).expect(200);
        for (int number = 1; number <= 4; number++) {
            assertEquals(List.of(), rest.publish("alarm.cleared", Map.of("alarm_id", "A", "number", number)));
        }
        assertEquals(409, rest.post("/webhooks/" + webhook + "/recover", ALL).status(), "while it is inactive");

        rest.patch("/webhooks/" + webhook, Map.of("is_active", true)).expect(200);
        assertEquals(4, created("/webhooks/" + webhook + "/recover"));
        assertEquals(List.of("1", "2", "3", "4"), numbers(receiver.await("/missed", 4, SOON)));
        assertEquals(0, created("/webhooks/" + webhook + "/recover"), "nothing is made twice");
        assertEquals(4, receiver.requests("/missed").size());
    }

    @Test
    void whatFailedIsReplayedOnceAndInOrder() throws Exception {
        receiver.answer("/failed", Reply.UNAVAILABLE);
        String webhook = rest.register(receiver.url("/failed"), "model.degraded");
        List<String> deliveries = new ArrayList<>();
        for (int number = 1; number <= 3; number++) {
            deliveries.addAll(rest.publish("model.degraded", Map.of("number", number)));
        }
        Wait.until("all failed", SOON, () -> count(webhook, "failed") == 3);
        assertEquals(409, rest.send("POST", "/deliveries/" + publishUnfinished() + "/retry", null).status());

        receiver.answer("/failed", Reply.OK);
        assertEquals(3, created("/webhooks/" + webhook + "/retry"));
        Wait.until("all were replayed", SOON, () -> count(webhook, "sent") == 3);
        assertEquals(0, created("/webhooks/" + webhook + "/retry"), "nothing is made twice");
        List<String> repeated = new ArrayList<>();
        rest.get("/webhooks/" + webhook + "/deliveries?status=sent").body().path("deliveries")
                .forEach(delivery -> repeated.add(0, delivery.path("replay_of").asText()));
        assertEquals(deliveries, repeated);
    }

    @Test
    void aReplayNamesTheOriginalAndHasItsNumber() throws Exception {
        receiver.answer("/again", headers -> headers.getFirst(SEQUENCE).equals("1") ? Reply.UNAVAILABLE : Reply.OK);
        rest.register(receiver.url("/again"), "alarm.triggered");
        String original = rest.publish("alarm.triggered", Map.of("alarm_id", "A", "number", 1)).get(0);
        rest.publish("alarm.triggered", Map.of("alarm_id", "A", "number", 2));
        assertEquals("1", receiver.await("/again", 3, SOON).get(2).header(GAP));

        receiver.answer("/again", Reply.OK);
        Rest.Answer replay = rest.send("POST", "/deliveries/" + original + "/retry", null).expect(202);
        Request replayed = receiver.await("/again", 4, SOON).get(3);
        assertEquals(original, replay.text("replay_of"));
        assertEquals(replay.text("delivery_id"), replayed.header("X-Webhook-ID"));
        assertEquals("1", replayed.header(SEQUENCE));
        assertNull(replayed.header(GAP));
        assertEquals("failed", rest.delivery(original).text("status"), "the original stays as it was");
    }

    /** A delivery that waits for its receiver. */
    private static String publishUnfinished() throws Exception {
        receiver.answer("/slow", headers -> new Reply(204, Duration.ofSeconds(8)));
        rest.register(receiver.url("/slow"), "calculation.failed");
        return rest.publish("calculation.failed", Map.of()).get(0);
    }

    @Test
    void whatIsOutOfDateIsNotSent() throws Exception {
        String webhook = rest.register(receiver.url("/late"), "compliance.violation");
        Rest.Answer late = rest.post("/events", Map.of("event_type", "compliance.violation", "payload", Map.of("number", 1),
                "expires_at", Instant.now().minusSeconds(1).toString())).expect(202);
        rest.post("/events", Map.of("event_type", "compliance.violation", "payload", Map.of("number", 2),
                "expires_at", Instant.now().plusSeconds(3600).toString())).expect(202);

        String delivery = late.body().path("delivery_ids").path(0).asText();
        Wait.until("it expired", SOON, () -> rest.delivery(delivery).text("reason").equals("expired"));
        assertEquals(List.of("2"), numbers(receiver.await("/late", 1, SOON)));
        assertEquals(0, rest.webhook(webhook).body().path("consecutive_failures").asInt(), "the receiver is not to blame");
    }

    @Test
    void aBackupIsAFileOfTheSizeItSays() throws Exception {
        Rest.Answer backup = rest.send("POST", "/backups", null).expect(201);
        assertTrue(Files.isRegularFile(Path.of(backup.text("file"))), backup.text("file"));
        assertEquals(Files.size(Path.of(backup.text("file"))), backup.body().path("bytes").asLong());
        assertTrue(Instant.parse(backup.text("taken_at")).isBefore(Instant.now()));
    }

    private static int created(String path) throws Exception {
        int created = 0;
        String cursor = "";
        do {
            Rest.Answer page = rest.post(path + cursor, ALL).expect(200);
            created += page.body().path("created").asInt();
            cursor = page.body().path("next_cursor").isNull() ? null : "?cursor=" + page.text("next_cursor");
        } while (cursor != null);
        return created;
    }

    private static int count(String webhook, String status) throws Exception {
        return rest.get("/webhooks/" + webhook + "/deliveries?status=" + status).expect(200).body().path("deliveries").size();
    }

    private static List<String> numbers(List<Request> requests) {
        return requests.stream().map(request -> request.text().replaceAll(".*\"number\": (\\d+).*", "$1")).toList();
    }
}
