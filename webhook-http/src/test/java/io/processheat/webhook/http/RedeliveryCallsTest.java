package io.processheat.webhook.http;

import static io.processheat.webhook.http.ApiCalls.assertProblem;
import static io.processheat.webhook.http.ApiCalls.json;
import static io.processheat.webhook.http.ApiCalls.text;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processheat.webhook.Backup;
import io.processheat.webhook.Delivery;
import io.processheat.webhook.Redelivery;
import io.processheat.webhook.Webhook;
import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import io.processheat.webhook.http.ScriptedManager.Range;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedeliveryCallsTest {

    private static final String SINCE = "{\"since\":\"2026-11-23T22:05:00+01:00\"}";
    private static final Instant NINE = Instant.parse("2026-11-23T21:05:00Z");

    private final ApiCalls api = new ApiCalls();
    private final List<Range> asked = new ArrayList<>();

    private CompletionStage<Redelivery> page(Range range) {
        asked.add(range);
        return CompletableFuture.completedFuture(range.cursor() == null
                ? new Redelivery(1000, Optional.of("c 2"))
                : new Redelivery(0, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"recover", "retry"})
    void goPageByPage(String call) {
        api.manager.recover = this::page;
        api.manager.retryFailed = this::page;
        Response first = api.post("/webhooks/a/" + call, SINCE);
        assertEquals(200, first.status());
        assertEquals("{\"created\":1000,\"next_cursor\":\"c 2\"}", text(first));
        String range = "{\"since\":\"2026-11-23T21:05:00Z\",\"until\":\"2026-11-24T00:00:00.001Z\"}";
        assertEquals("{\"created\":0,\"next_cursor\":null}", text(api.post("/webhooks/a/" + call + "?cursor=c%202", range)));
        assertEquals(List.of(
                new Range("a", NINE, null, null),
                new Range("a", NINE, Instant.parse("2026-11-24T00:00:00.001Z"), "c 2")), asked);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{}|since", "{\"since\":null}|since", "{\"since\":\"yesterday\"}|since", "{\"since\":0}|since",
        "{\"since\":\"2026-11-23T21:05:00\"}|since", "{\"since\":\"2026-11-23T21:05:00Z\",\"until\":1}|until",
        "{\"since\":\"2026-11-23T21:05:00Z\",\"limit\":1}|limit"
    })
    void nameTheFieldThatIsWrong(String body, String field) {
        assertProblem(422, field, api.post("/webhooks/a/recover", body));
        assertProblem(422, field, api.post("/webhooks/a/retry", body));
    }

    @Test
    void needABody() {
        assertProblem(400, null, api.post("/webhooks/a/recover", ""));
        assertProblem(400, "since", api.post("/webhooks/a/recover?since=2026-11-23T21:05:00Z", "{}"));
    }

    @ParameterizedTest
    @CsvSource({"NOT_FOUND, 404", "CONFLICT, 409", "FULL, 503", "UNAVAILABLE, 503"})
    void tellWhyNothingWasDone(Reason reason, int status) {
        WebhookException refusal = new WebhookException(reason, "no");
        api.manager.recover = range -> CompletableFuture.failedFuture(refusal);
        api.manager.retryFailed = range -> CompletableFuture.failedFuture(refusal);
        api.manager.retryDelivery = id -> CompletableFuture.failedFuture(refusal);
        api.manager.backUp = () -> CompletableFuture.failedFuture(refusal);
        api.manager.pause = id -> {
            throw refusal;
        };
        assertProblem(status, null, api.post("/webhooks/a/recover", SINCE));
        assertProblem(status, null, api.post("/webhooks/a/retry", SINCE));
        assertProblem(status, null, api.post("/deliveries/a/retry", "{}"));
        assertProblem(status, null, api.post("/backups", "{}"));
        assertProblem(status, null, api.post("/webhooks/a/pause", "{}"));
    }

    @Test
    void blameTheCursorAsAQueryParameter() {
        api.manager.recover =
                range -> CompletableFuture.failedFuture(new WebhookException(Reason.INVALID, "cursor", "no cursor"));
        assertProblem(400, "cursor", api.post("/webhooks/a/recover?cursor=x", SINCE));
    }

    @Test
    void replayADelivery() {
        api.manager.retryDelivery = id -> CompletableFuture.<Delivery>completedFuture(Samples.sent());
        Response response = api.call("POST", "/deliveries/a/retry", null, null);
        assertEquals(202, response.status());
        assertEquals("/api/v1/deliveries/" + Samples.DELIVERY_ID, response.headers().get("Location"));
        assertEquals(Samples.EVENT_ID, json(response).get("replay_of"));
        assertProblem(422, "since", api.post("/deliveries/a/retry", SINCE));
    }

    @Test
    void pauseAndResumeAnswerTheWebhook() {
        List<String> calls = new ArrayList<>();
        api.manager.pause = id -> answered(calls, "pause " + id);
        api.manager.resume = id -> answered(calls, "resume " + id);
        Response paused = api.call("POST", "/webhooks/a/pause", null, null);
        assertEquals(200, paused.status());
        assertEquals(Samples.WEBHOOK_ID, json(paused).get("webhook_id"));
        assertEquals(200, api.post("/webhooks/a/resume", "{}").status());
        assertEquals(List.of("pause a", "resume a"), calls);
        assertProblem(422, "for", api.post("/webhooks/a/pause", "{\"for\":\"PT1H\"}"));
        assertProblem(400, "until", api.post("/webhooks/a/resume?until=now", "{}"));
    }

    private static Webhook answered(List<String> calls, String call) {
        calls.add(call);
        return Samples.webhook();
    }

    @Test
    void aBackupNamesItsFile() {
        api.manager.backUp =
                () -> CompletableFuture.completedFuture(new Backup(Path.of("/data/backups/b.db"), 4096, Samples.TIME));
        Response response = api.call("POST", "/backups", null, null);
        assertEquals(201, response.status());
        assertEquals("{\"file\":\"/data/backups/b.db\",\"bytes\":4096,\"taken_at\":\"2026-11-23T21:05:00.120Z\"}", text(response));
    }

    @Test
    void aBackupMayTakeLongerThanOtherCalls() {
        ApiCalls impatient = new ApiCalls(Duration.ofMillis(1));
        CompletableFuture<Backup> backup = new CompletableFuture<>();
        impatient.manager.backUp = () -> backup;
        impatient.manager.recover = range -> new CompletableFuture<>();
        CompletableFuture<Response> answer =
                impatient.start("POST", "/backups", "Bearer " + ApiCalls.TOKEN, null, null);
        assertProblem(504, null, impatient.post("/webhooks/a/recover", SINCE));
        backup.complete(new Backup(Path.of("b.db"), 1, NINE));
        assertEquals(201, ApiCalls.within10s(answer).status());
    }
}
