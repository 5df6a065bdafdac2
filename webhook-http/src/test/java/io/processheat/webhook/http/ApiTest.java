package io.processheat.webhook.http;

import static io.processheat.webhook.http.ApiCalls.assertProblem;
import static io.processheat.webhook.http.ApiCalls.within10s;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import io.processheat.webhook.Delivery;
import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiTest {

    private final ApiCalls api = new ApiCalls();

    @ParameterizedTest
    @CsvSource({"GET,/webhooks", "POST,/events", "GET,/nowhere", "OPTIONS,/webhooks", "PUT,/webhooks", "POST,/health",
        "GET,''"})
    void withoutATokenACallerLearnsNothing(String method, String path) {
        for (String authorization : new String[] {null, "Bearer wrong", "Basic d3Jvbmc6d3Jvbmc="}) {
            Response response = within10s(api.start(method, path, authorization, "not even read", null));
            assertProblem(401, null, response);
            assertTrue(response.headers().get("WWW-Authenticate").startsWith("Bearer"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/nowhere", "/webhooks/", "/webhooks//test", "/webhooks/a/b", "/webhooks/a/test/x",
        "/deliveries", "/deliveries/", "/Webhooks", "//webhooks", "/health/"})
    void unknownPathsAre404(String path) {
        assertProblem(404, null, api.get(path));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "PUT|/webhooks|GET, HEAD, OPTIONS, POST",
        "POST|/webhooks/a|DELETE, GET, HEAD, OPTIONS, PATCH",
        "GET|/webhooks/a/test|OPTIONS, POST",
        "DELETE|/webhooks/a/deliveries|GET, HEAD, OPTIONS",
        "POST|/deliveries/a|GET, HEAD, OPTIONS",
        "GET|/webhooks/a/pause|OPTIONS, POST",
        "GET|/webhooks/a/resume|OPTIONS, POST",
        "GET|/webhooks/a/recover|OPTIONS, POST",
        "GET|/webhooks/a/retry|OPTIONS, POST",
        "GET|/deliveries/a/retry|OPTIONS, POST",
        "GET|/backups|OPTIONS, POST",
        "GET|/events|OPTIONS, POST",
        "TRACE|/health|GET, HEAD, OPTIONS",
        "get|/health|GET, HEAD, OPTIONS"
    })
    void otherMethodsAre405NamingTheRightOnes(String method, String path, String allowed) {
        Response response = api.call(method, path, null, null);
        assertProblem(405, null, response);
        assertEquals(allowed, response.headers().get("Allow"));
    }

    @Test
    void optionsNamesTheMethods() {
        Response response = api.call("OPTIONS", "/webhooks/a", null, null);
        assertEquals(204, response.status());
        assertEquals("DELETE, GET, HEAD, OPTIONS, PATCH", response.headers().get("Allow"));
        assertEquals(0, response.body().length);
    }

    @Test
    void everyAnswerForbidsStoringAndSniffing() {
        for (Response response : new Response[] {api.get("/health"), api.get("/nowhere")}) {
            assertEquals("no-store", response.allHeaders().get("Cache-Control"));
            assertEquals("nosniff", response.allHeaders().get("X-Content-Type-Options"));
        }
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
        "UNSUPPORTED_EVENT_TYPE,-,422,unsupported-event-type,events,-",
        "UNSUPPORTED_EVENT_TYPE,event_type,422,unsupported-event-type,event_type,-",
        "INVALID,url,422,invalid,url,-",
        "INVALID,-,422,invalid,-,-",
        "INVALID,limit,400,invalid,limit,-",
        "INVALID,cursor,400,invalid,cursor,-",
        "NOT_FOUND,-,404,not-found,-,-",
        "CONFLICT,event_id,409,conflict,event_id,-",
        "TOO_LARGE,payload,413,too-large,payload,-",
        "FULL,-,503,full,-,30",
        "UNAVAILABLE,-,503,unavailable,-,1"
    })
    void everyReasonHasItsAnswer(Reason reason, String blamed, int status, String type, String field, String retryAfter) {
        api.manager.get = id -> {
            throw new WebhookException(reason, blamed, "what the manager says");
        };
        Response response = api.get("/webhooks/a");
        assertProblem(status, field, response);
        assertEquals("urn:processheat:problem:" + type, ApiCalls.json(response).get("type"));
        assertEquals("what the manager says", ApiCalls.json(response).get("detail"));
        assertEquals(retryAfter, response.headers().get("Retry-After"));
    }

    @Test
    void aReasonIsFoundInsideAFailedStage() {
        WebhookException cause = new WebhookException(Reason.NOT_FOUND, "there is none");
        api.manager.test = id -> CompletableFuture.failedFuture(new CompletionException(cause));
        assertProblem(404, null, api.post("/webhooks/a/test", null));
    }

    @Test
    void theUnexpectedIsA500WhoseIdIsInTheLogAndNothingElseIsSaid() {
        try (LogCapture log = new LogCapture()) {
            api.manager.get = id -> {
                throw new IllegalStateException("our insides");
            };
            Response response = api.get("/webhooks/a\nb");
            assertProblem(500, null, response);
            assertFalse(ApiCalls.text(response).contains("insides"));
            String instance = (String) ApiCalls.json(response).get("instance");
            assertTrue(instance.startsWith("urn:uuid:"), instance);
            String line = log.at(Level.ERROR).get(0);
            assertTrue(line.contains(instance.substring("urn:uuid:".length())), line);
            assertFalse(line.contains("\n"), "a caller must not write lines of its own into the log");
        }
    }

    @Test
    void aManagerWhoseBundleIsGoneIsA500NotAHungRequest() {
        api.manager.get = id -> {
            throw new NoClassDefFoundError("io/processheat/webhook/core/Gone");
        };
        assertProblem(500, null, api.get("/webhooks/a"));
    }

    @Test
    void anOutcomeThatDoesNotComeIsA504AndTheManagersStageIsLeftAlone() {
        ApiCalls impatient = new ApiCalls(Duration.ofMillis(100));
        CompletableFuture<Delivery> never = new CompletableFuture<>();
        impatient.manager.test = id -> never;
        assertProblem(504, null, impatient.post("/webhooks/a/test", null));
        assertFalse(never.isDone());
    }

    @Test
    void withoutAManagerEverythingButHealthIs503() {
        api.presence.put("manager", false);
        for (String path : new String[] {"/webhooks", "/webhooks/a", "/webhooks/a/deliveries", "/deliveries/a"}) {
            Response response = api.get(path);
            assertProblem(503, null, response);
            assertEquals("1", response.headers().get("Retry-After"));
        }
        for (String path : new String[] {"/webhooks", "/webhooks/a/test", "/events"}) {
            assertProblem(503, null, api.post(path, "{}"));
        }
        assertProblem(503, null, api.call("PATCH", "/webhooks/a", "{}", "application/json"));
        assertProblem(503, null, api.call("DELETE", "/webhooks/a", null, null));
        assertProblem(404, null, api.get("/nowhere"));
    }

    @Test
    void healthNeedsNoTokenAndNamesWhatIsThere() {
        for (String method : new String[] {"GET", "HEAD"}) {
            Response up = within10s(api.start(method, "/health", null, null, null));
            assertEquals(200, up.status());
            assertEquals(
                    Map.of("status", "up", "checks", Map.of("manager", "up", "store", "up", "dispatcher", "up"), "problems", List.of()),
                    ApiCalls.json(up));
        }
        for (String part : new String[] {"manager", "store", "dispatcher"}) {
            api.presence.put(part, false);
            Response down = within10s(api.start("GET", "/health", null, null, null));
            assertEquals(503, down.status());
            assertEquals("down", ApiCalls.json(down).get("status"));
            assertEquals("down", ((Map<?, ?>) ApiCalls.json(down).get("checks")).get(part));
            assertEquals("1", down.headers().get("Retry-After"));
            api.presence.put(part, true);
        }
    }

    @Test
    void healthIsDownWhereThePartsAreThereButCannotWork() {
        api.manager.problems = List.of("the disk is full");
        Response down = within10s(api.start("GET", "/health", null, null, null));
        assertEquals(503, down.status());
        assertEquals("1", down.headers().get("Retry-After"));
        assertEquals("down", ApiCalls.json(down).get("status"));
        assertEquals(List.of("the disk is full"), ApiCalls.json(down).get("problems"));
    }

    @Test
    void healthNamesWhatSomebodyShouldLookAtThoughItIsUp() {
        api.manager.warnings = List.of("12 deliveries shed");
        Response up = within10s(api.start("GET", "/health", null, null, null));
        assertEquals(200, up.status());
        assertEquals("up", ApiCalls.json(up).get("status"));
        assertEquals(List.of("12 deliveries shed"), ApiCalls.json(up).get("warnings"));
    }

    @Test
    void unknownDoubledOrMalformedQueryParametersAreRefused() {
        assertProblem(400, "stauts", api.get("/webhooks/a/deliveries?stauts=failed"));
        assertProblem(400, "limit", api.get("/webhooks?limit=1&limit=2"));
        assertProblem(400, null, api.get("/webhooks?cursor=%zz"));
        assertProblem(400, "x", api.get("/webhooks/a?x"));
    }

    @Test
    void unknownIdsAre404() {
        api.manager.get = id -> Optional.empty();
        api.manager.getDelivery = id -> Optional.empty();
        api.manager.unregister = id -> false;
        for (String id : new String[] {"019aa000-0000-7000-8000-000000000001", "no-uuid", "..", "ä", "'"}) {
            assertProblem(404, null, api.get("/webhooks/" + id));
            assertProblem(404, null, api.get("/deliveries/" + id));
            assertProblem(404, null, api.call("DELETE", "/webhooks/" + id, null, null));
        }
    }
}
