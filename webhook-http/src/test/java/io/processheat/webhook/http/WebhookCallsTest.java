package io.processheat.webhook.http;

import static io.processheat.webhook.http.ApiCalls.assertProblem;
import static io.processheat.webhook.http.ApiCalls.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.processheat.webhook.DeliveryOptions;
import io.processheat.webhook.Page;
import io.processheat.webhook.RegisteredWebhook;
import io.processheat.webhook.WebhookRegistration;
import io.processheat.webhook.WebhookUpdate;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookCallsTest {

    private static final String MINIMAL = "{\"url\":\"https://example.com/hook\",\"events\":[\"alarm.triggered\"]}";

    private final ApiCalls api = new ApiCalls();
    private final List<WebhookRegistration> registrations = new ArrayList<>();
    private final List<WebhookUpdate> updates = new ArrayList<>();

    private void answerWith(RegisteredWebhook answer) {
        api.manager.register = registration -> {
            registrations.add(registration);
            return answer;
        };
        api.manager.update = (id, update) -> {
            updates.add(update);
            return answer;
        };
    }

    private static RegisteredWebhook plain() {
        return new RegisteredWebhook(Samples.webhook(), Optional.empty(), List.of());
    }

    @Test
    void registersWithAllFields() {
        answerWith(plain());
        Response response = api.post("/webhooks", """
                {"url":"https://example.com/hook","events":["alarm.triggered","alarm.cleared"],"secret":"s",
                 "metadata":{"plant":"München","n":[1,{"x":null}]},"retry_schedule":"long","ordered":false,
                 "coalesce":["model.deployed"],"max_in_flight":3,"max_per_second":99999999999}""");
        assertEquals(201, response.status());
        assertEquals("/api/v1/webhooks/" + Samples.WEBHOOK_ID, response.headers().get("Location"));
        assertEquals(Map.of("webhook_id", Samples.WEBHOOK_ID, "message", "Webhook registered."), json(response));
        WebhookRegistration asked = registrations.get(0);
        assertEquals("https://example.com/hook", asked.url());
        assertEquals(List.of("alarm.triggered", "alarm.cleared"), asked.events());
        assertEquals("s", asked.secret());
        assertEquals(
                new DeliveryOptions("long", false, null, 3, Integer.MAX_VALUE).withCoalesce(Set.of("model.deployed")),
                asked.options());
        assertEquals("München", asked.metadata().get("plant"));
    }

    @Test
    void absentAndNullOptionalFieldsAreTheSame() {
        answerWith(plain());
        api.post("/webhooks", MINIMAL);
        api.post("/webhooks", MINIMAL.replace("}", ",\"secret\":null,\"metadata\":null,\"retry_schedule\":null}"));
        assertEquals(registrations.get(0), registrations.get(1));
        assertEquals(null, registrations.get(0).secret());
        assertEquals(Map.of(), registrations.get(0).metadata());
    }

    @Test
    void aMadeSecretAndWarningsAreToldOnce() {
        answerWith(new RegisteredWebhook(Samples.webhook(), Optional.of("whsec_abc"), List.of("short")));
        Map<String, Object> answer = json(api.post("/webhooks", MINIMAL));
        assertEquals("whsec_abc", answer.get("secret"));
        assertEquals(List.of("short"), answer.get("warnings"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"events\":[]}|url",
        "{\"url\":null,\"events\":[]}|url",
        "{\"url\":\"https://x\"}|events",
        "{\"url\":1,\"events\":[]}|url",
        "{\"url\":\"https://x\",\"events\":\"alarm.triggered\"}|events",
        "{\"url\":\"https://x\",\"events\":[1]}|events",
        "{\"url\":\"https://x\",\"events\":[null]}|events",
        "{\"url\":\"https://x\",\"events\":[],\"secret\":true}|secret",
        "{\"url\":\"https://x\",\"events\":[],\"metadata\":[]}|metadata",
        "{\"url\":\"https://x\",\"events\":[],\"retry_schedule\":{}}|retry_schedule",
        "{\"url\":\"https://x\",\"events\":[],\"ordered\":\"no\"}|ordered",
        "{\"url\":\"https://x\",\"events\":[],\"coalesce\":true}|coalesce",
        "{\"url\":\"https://x\",\"events\":[],\"max_in_flight\":1.5}|max_in_flight",
        "{\"url\":\"https://x\",\"events\":[],\"max_per_second\":\"3\"}|max_per_second",
        "{\"url\":\"https://x\",\"events\":[],\"is_active\":true}|is_active",
        "{\"url\":\"https://x\",\"events\":[],\"evnets\":[]}|evnets"
    })
    void namesTheFieldThatIsWrong(String body, String field) {
        assertProblem(422, field, api.post("/webhooks", body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{} x"})
    void refusesMalformedBodies(String body) {
        assertProblem(400, null, api.post("/webhooks", body));
        assertProblem(400, null, api.call("PATCH", "/webhooks/a", body, "application/json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "Application/JSON", "application/json; charset=utf-8",
        "application/json;charset=\"UTF-8\""})
    void takesJsonHoweverItIsDeclared(String contentType) {
        answerWith(plain());
        assertEquals(201, api.call("POST", "/webhooks", MINIMAL, contentType).status());
    }

    @Test
    void refusesOtherContent() {
        for (String type : Arrays.asList(null, "", ";", "text/plain", "application/x-www-form-urlencoded",
                "application/json; charset=latin1", "application/jsonp")) {
            Response response = api.call("POST", "/webhooks", MINIMAL, type);
            assertProblem(415, null, response);
            assertEquals("application/json", response.headers().get("Accept"));
        }
    }

    @Test
    void refusesALargeBody() {
        String large = MINIMAL.replace("}", ",\"metadata\":{\"x\":\"" + "x".repeat(65_536) + "\"}}");
        assertProblem(413, null, api.post("/webhooks", large));
    }

    @Test
    void listsAllAsABareArray() {
        api.manager.listAll = () -> List.of(Samples.webhook(), Samples.webhook());
        Response response = api.get("/webhooks");
        assertEquals(200, response.status());
        assertEquals(null, response.headers().get("Link"));
        String one = "{\"webhook_id\":\"" + Samples.WEBHOOK_ID + "\",\"url\":\"https://example.com/hook\","
                + "\"events\":[\"alarm.triggered\",\"calculation.completed\"],\"metadata\":{\"plant\":\"München\"},"
                + "\"is_active\":true,\"is_paused\":false,\"health_status\":\"healthy\",\"consecutive_failures\":0,"
                + "\"retry_schedule\":\"default\",\"ordered\":true,\"coalesce\":[],\"max_in_flight\":0,\"max_per_second\":0,"
                + "\"last_triggered_at\":null,\"created_at\":\"2026-11-23T21:05:00.120Z\"}";
        assertEquals("[" + one + "," + one + "]", new String(response.body(), StandardCharsets.UTF_8));
    }

    @Test
    void pagesWhereAskedAndLinksToTheNext() {
        api.manager.listPage = (cursor, limit) -> new Page<>(List.of(), Optional.of(cursor + "+&/" + limit));
        assertEquals("</api/v1/webhooks?limit=2&cursor=a%2Bb%2B%26%2F2>; rel=\"next\"",
                api.get("/webhooks?cursor=a%2Bb&limit=2").headers().get("Link"));
        assertEquals("</api/v1/webhooks?limit=50&cursor=c%2B%26%2F50>; rel=\"next\"",
                api.get("/webhooks?cursor=c").headers().get("Link"));
        api.manager.listPage = (cursor, limit) -> new Page<>(List.of(), Optional.empty());
        assertEquals(null, api.get("/webhooks?limit=2").headers().get("Link"));
        assertProblem(400, "limit", api.get("/webhooks?limit=two"));
    }

    @Test
    void showsOne() {
        api.manager.get = id -> id.equals(Samples.WEBHOOK_ID) ? Optional.of(Samples.webhook()) : Optional.empty();
        assertEquals(Samples.WEBHOOK_ID, json(api.get("/webhooks/" + Samples.WEBHOOK_ID)).get("webhook_id"));
    }

    @Test
    void changesWhatIsNamedAndAnswersTheWebhook() {
        answerWith(new RegisteredWebhook(Samples.webhook(), Optional.empty(), List.of("short")));
        Response response = api.call("PATCH", "/webhooks/a", """
                {"url":"https://other","events":["alarm.cleared"],"metadata":{},"is_active":false,"secret":"s",
                 "retry_schedule":"long","ordered":true,"coalesce":[],"max_in_flight":0,"max_per_second":7}""",
                "application/json");
        assertEquals(200, response.status());
        assertEquals(Samples.WEBHOOK_ID, json(response).get("webhook_id"));
        assertEquals(List.of("short"), json(response).get("warnings"));
        assertFalse(json(response).containsKey("secret"));
        assertEquals(
                new WebhookUpdate(
                        "https://other", List.of("alarm.cleared"), "s", Map.of(),
                        new DeliveryOptions("long", true, null, 0, 7).withCoalesce(Set.of()), false),
                updates.get(0));
        api.call("PATCH", "/webhooks/a", "{}", "application/json");
        assertEquals(WebhookUpdate.NONE, updates.get(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"url", "events", "metadata", "is_active", "secret", "retry_schedule",
        "ordered", "coalesce", "max_in_flight", "max_per_second"})
    void aChangeToNullIsRefusedRatherThanIgnored(String field) {
        assertProblem(422, field, api.call("PATCH", "/webhooks/a", "{\"" + field + "\":null}", "application/json"));
    }

    @Test
    void aChangeOfWhatCannotBeChangedIsRefused() {
        assertProblem(422, "webhook_id", api.call("PATCH", "/webhooks/a", "{\"webhook_id\":\"b\"}", "application/json"));
        assertProblem(422, "is_active", api.call("PATCH", "/webhooks/a", "{\"is_active\":\"yes\"}", "application/json"));
        assertProblem(422, "is_paused", api.call("PATCH", "/webhooks/a", "{\"is_paused\":true}", "application/json"));
    }

    @Test
    void unregisters() {
        api.manager.unregister = id -> id.equals("a");
        Response response = api.call("DELETE", "/webhooks/a", null, null);
        assertEquals(200, response.status());
        assertEquals("a", json(response).get("webhook_id"));
        assertEquals(List.of("webhook_id", "message"), List.copyOf(json(response).keySet()));
    }

    @Test
    void tellsHowTheTestDeliveryWent() {
        api.manager.test = id -> CompletableFuture.completedFuture(Samples.sent());
        Map<String, Object> sent = json(api.call("POST", "/webhooks/a/test", null, null));
        assertEquals("{delivery_id=" + Samples.DELIVERY_ID + ", webhook_id=" + Samples.WEBHOOK_ID
                + ", status=sent, http_status=200, message=The receiver accepted the test event.}", sent.toString());
        api.manager.test = id -> CompletableFuture.completedFuture(Samples.failed());
        Map<String, Object> failed = json(api.post("/webhooks/a/test", "{}"));
        assertEquals("failed", failed.get("status"));
        assertEquals(500, failed.get("http_status"));
        assertEquals("The test event was not accepted: HTTP 500", failed.get("message"));
    }

    @Test
    void aTestTakesNoFields() {
        assertProblem(422, "payload", api.post("/webhooks/a/test", "{\"payload\":{}}"));
        assertProblem(415, null, api.call("POST", "/webhooks/a/test", "x=1", "application/x-www-form-urlencoded"));
    }
}
