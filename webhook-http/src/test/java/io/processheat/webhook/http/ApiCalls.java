package io.processheat.webhook.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An API over a scripted manager, called without a server. */
final class ApiCalls implements Services {

    static final String TOKEN = "whk_a-token-for-tests";

    final ScriptedManager manager = new ScriptedManager();
    final Map<String, Boolean> presence =
            new LinkedHashMap<>(Map.of("manager", true, "store", true, "dispatcher", true));
    private final Api api;

    ApiCalls() {
        this(Settings.DEFAULT.answerTimeout());
    }

    ApiCalls(Duration answerTimeout) {
        Settings d = Settings.DEFAULT;
        this.api = new Api(this, new Tokens(List.of("another-token", TOKEN)), new Settings(d.basePath(), List.of(),
                d.maxBodyBytes(), d.maxWebhookBytes(), d.maxInflightBytes(), d.readTimeout(), answerTimeout,
                d.backupTimeout(),                d.drainMaxBytes(), d.drainTimeout()));
    }

    @Override
    public ScriptedManager manager() {
        if (!presence.get("manager")) {
            throw new Refusal(Problem.unavailable("away").toResponse().with("Retry-After", "1"));
        }
        return manager;
    }

    @Override
    public Map<String, Boolean> presence() {
        return presence;
    }

    @Override
    public List<String> problems() {
        return presence.get("manager") ? manager.problems() : List.of();
    }

    @Override
    public List<String> warnings() {
        return presence.get("manager") ? manager.warnings() : List.of();
    }

    Response get(String pathAndQuery) {
        return call("GET", pathAndQuery, null, null);
    }

    Response post(String path, String json) {
        return call("POST", path, json, "application/json");
    }

    Response call(String method, String pathAndQuery, String body, String contentType) {
        return within10s(start(method, pathAndQuery, "Bearer " + TOKEN, body, contentType));
    }

    CompletableFuture<Response> start(
            String method, String pathAndQuery, String authorization, String body, String contentType) {
        String[] parts = pathAndQuery.split("\\?", 2);
        byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        return api.handle(new Request(method, "/api/v1", parts[0], parts.length == 2 ? parts[1] : null, authorization,
                contentType,
                new Body(() -> new ByteArrayInputStream(bytes), -1, new BodyBudget(1 << 26), Duration.ofSeconds(9))));
    }

    static Response within10s(CompletableFuture<Response> answer) {
        try {
            return answer.get(10, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    static String text(Response response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    static Map<String, Object> json(Response response) {
        return PlainJson.object(response.body());
    }

    /** Checks that the answer is a whole problem document with this status and blamed field (null: none). */
    static void assertProblem(int status, String field, Response response) {
        assertEquals(status, response.status(), () -> text(response));
        assertProblem(status, field, response.contentType(), response.body());
    }

    static void assertProblem(int status, String field, String contentType, byte[] body) {
        assertEquals("application/problem+json", contentType);
        Map<String, Object> problem = PlainJson.object(body);
        assertEquals(status, problem.get("status"));
        assertEquals(field, problem.get("field"), problem::toString);
        assertTrue(List.of("type", "title", "detail").stream().allMatch(name -> problem.get(name) instanceof String),
                problem::toString);
    }
}
