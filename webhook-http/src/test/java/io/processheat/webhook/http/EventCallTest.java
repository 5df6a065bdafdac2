package io.processheat.webhook.http;

import static io.processheat.webhook.http.ApiCalls.assertProblem;
import static io.processheat.webhook.http.ApiCalls.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.PublishReceipt;
import io.processheat.webhook.WebhookEvent;
import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class EventCallTest {

    private static final String EVENT = "{\"event_type\":\"alarm.triggered\",\"payload\":{\"t\" : 1.10}}";

    private final ApiCalls api = new ApiCalls();
    private final AtomicReference<WebhookEvent> published = new AtomicReference<>();

    private void receive(PublishReceipt receipt) {
        api.manager.publish = event -> {
            published.set(event);
            return CompletableFuture.completedFuture(List.of(receipt));
        };
    }

    @Test
    void anAcceptedEventAnswersItsDeliveries() {
        receive(Samples.accepted("d-1", "d-2"));
        Response response = api.post("/events", EVENT);
        assertEquals(202, response.status());
        assertEquals("{event_id=" + Samples.EVENT_ID + ", delivery_ids=[d-1, d-2], skipped_webhook_ids=[], repeated=false}",
                json(response).toString());
        assertEquals("{\"t\" : 1.10}", new String(published.get().payloadJson().orElseThrow(), StandardCharsets.UTF_8));
    }

    @Test
    void tellsWhatWasSkippedAndRepeated() {
        receive(new PublishReceipt.Accepted("e", List.of("d"), List.of("w"), true));
        assertEquals("{event_id=e, delivery_ids=[d], skipped_webhook_ids=[w], repeated=true}",
                json(api.post("/events", EVENT)).toString());
    }

    @Test
    void saysSoWhereNobodyGetsIt() {
        receive(Samples.accepted());
        Response response = api.post("/events", EVENT);
        assertEquals(202, response.status());
        assertTrue(json(response).get("message").toString().contains("alarm.triggered"));
        receive(Samples.accepted());
        assertTrue(json(api.post("/events", EVENT.replace("}}", "},\"webhook_ids\":[\"w\"]}"))).get("message").toString()
                .contains("asked for"));
    }

    @Test
    void theAnswerWaitsForTheCommit() {
        CompletableFuture<List<PublishReceipt>> commit = new CompletableFuture<>();
        api.manager.publish = event -> commit;
        CompletableFuture<Response> answer =
                api.start("POST", "/events", "Bearer " + ApiCalls.TOKEN, EVENT, "application/json");
        assertFalse(answer.isDone());
        commit.complete(List.of(Samples.accepted("d")));
        assertEquals(202, answer.join().status());
    }

    @Test
    void aRefusedEventAnswersTheReason() {
        receive(new PublishReceipt.Refused(new WebhookException(Reason.CONFLICT, "event_id", "other content")));
        assertProblem(409, "event_id", api.post("/events", EVENT));
        receive(new PublishReceipt.Refused(new WebhookException(Reason.UNSUPPORTED_EVENT_TYPE, "no such type")));
        assertProblem(422, "event_type", api.post("/events", EVENT));
        receive(new PublishReceipt.Refused(new WebhookException(Reason.INVALID, "payload", "malformed")));
        assertProblem(422, "payload", api.post("/events", EVENT));
    }

    @Test
    void aStageThatFailsAnswersTheReason() {
        api.manager.publish = event -> CompletableFuture.failedFuture(new WebhookException(Reason.FULL, "disk full"));
        assertProblem(503, null, api.post("/events", EVENT));
    }

    @Test
    void refusesABodyAboveTheLimitAndTakesOneBelow() {
        receive(Samples.accepted("d"));
        String start = "{\"event_type\":\"t\",\"payload\":{\"x\":\"";
        int room = 2 * 1024 * 1024 - start.length() - 3;
        assertEquals(202, api.post("/events", start + "x".repeat(room) + "\"}}").status());
        assertProblem(413, null, api.post("/events", start + "x".repeat(room + 1) + "\"}}"));
    }
}
