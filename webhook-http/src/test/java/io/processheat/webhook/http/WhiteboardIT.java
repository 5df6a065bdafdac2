package io.processheat.webhook.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import io.processheat.webhook.Page;
import io.processheat.webhook.PublishReceipt;
import io.processheat.webhook.WebhookSubscriberManager;
import io.processheat.webhook.http.RawClient.Answer;
import io.processheat.webhook.spi.Dispatcher;
import io.processheat.webhook.spi.WebhookStore;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.ServiceRegistration;

class WhiteboardIT {

    private static final int MIB = 1024 * 1024;

    @TempDir
    Path folder;

    private final ScriptedManager manager = new ScriptedManager();
    private FelixRuntime felix;
    private String token;

    @BeforeEach
    void start() throws Exception {
        manager.listAll = () -> List.of(Samples.webhook());
        felix = new FelixRuntime(folder);
        FelixRuntime.await("the API answers", () -> status("/api/v1/health", null) == 503);
        token = Files.readString(folder.resolve("data/admin-token")).strip();
    }

    @AfterEach
    void stop() throws Exception {
        felix.close();
    }

    private Answer get(String path, String bearer) {
        return request("GET", path, bearer, new byte[0]);
    }

    private Answer request(String method, String path, String bearer, byte[] body) {
        try (RawClient client = new RawClient(felix.port())) {
            String authorization = bearer == null ? "" : "Authorization: Bearer " + bearer + "\r\n";
            client.send(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + authorization
                    + "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n");
            return client.send(body).answer();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private int status(String path, String bearer) {
        return get(path, bearer).status();
    }

    private static <T> T present(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) ->
                switch (method.getName()) {
                    case "hashCode" -> 1;
                    case "equals" -> proxy == arguments[0];
                    case "toString" -> type.getSimpleName();
                    default -> throw new AssertionError("only its presence matters");
                }));
    }

    @Test
    void partsMayComeAndGo() {
        Answer away = get("/api/v1/webhooks", token);
        assertEquals(503, away.status());
        assertEquals("1", away.header("Retry-After"));
        ServiceRegistration<?> managing = felix.register(WebhookSubscriberManager.class, manager);
        ServiceRegistration<?> storing = felix.register(WebhookStore.class, present(WebhookStore.class));
        felix.register(Dispatcher.class, present(Dispatcher.class));
        assertEquals(200, status("/api/v1/webhooks", token));
        assertEquals(200, status("/api/v1/health", null));
        storing.unregister();
        String health = new String(get("/api/v1/health", null).body(), StandardCharsets.UTF_8);
        assertEquals("{\"status\":\"down\",\"checks\":{\"manager\":\"up\",\"store\":\"down\",\"dispatcher\":\"up\"},"
                + "\"problems\":[]}", health);
        managing.unregister();
        assertEquals(503, status("/api/v1/webhooks", token));
        felix.register(WebhookSubscriberManager.class, manager);
        assertEquals(200, status("/api/v1/webhooks", token));
    }

    @Test
    void aMissingManagerIsSaidOnceAndSoIsItsReturn() {
        try (LogCapture log = new LogCapture()) {
            status("/api/v1/webhooks", token);
            status("/api/v1/webhooks", token);
            felix.register(WebhookSubscriberManager.class, manager);
            status("/api/v1/webhooks", token);
            status("/api/v1/webhooks", token);
            assertEquals(2, log.at(Level.WARN).size(), log::everything);
        }
    }

    @Test
    void theTokenMadeAtTheFirstStartOutlivesABundleUpdate() throws Exception {
        felix.register(WebhookSubscriberManager.class, manager);
        assertEquals(401, status("/api/v1/webhooks", null));
        felix.ours().stop();
        assertEquals(404, status("/api/v1/webhooks", token));
        felix.ours().start();
        assertEquals(200, status("/api/v1/webhooks", token));
    }

    @Test
    void theConfigurationIsFollowedWithoutARestart() throws Exception {
        felix.register(WebhookSubscriberManager.class, manager);
        felix.configure(Map.of("base.path", "/hooks", "tokens", "a-configured-token"));
        FelixRuntime.await("the API moved", () -> status("/hooks/webhooks", "a-configured-token") == 200);
        assertEquals(404, status("/api/v1/webhooks", token));
        assertEquals(401, status("/hooks/webhooks", token));

        felix.configure(Map.of("base.path", "no/slash", "tokens", "another-configured-token"));
        FelixRuntime.await("the token changed", () -> status("/hooks/webhooks", "another-configured-token") == 200);

        felix.unconfigure();
        FelixRuntime.await("the API is back", () -> status("/api/v1/webhooks", token) == 200);
    }

    @Test
    void linksNameThePathTheApiIsReallyAt() throws Exception {
        manager.listPage = (cursor, limit) -> new Page<>(List.of(), Optional.of("c"));
        felix.register(WebhookSubscriberManager.class, manager);
        felix.configure(Map.of("base.path", "/plant/hooks"));
        FelixRuntime.await("the API moved", () -> status("/plant/hooks/webhooks", token) == 200);
        assertEquals("</plant/hooks/webhooks?limit=1&cursor=c>; rel=\"next\"",
                get("/plant/hooks/webhooks?limit=1", token).header("Link"));
    }

    @Test
    void answersLateOverTheWhiteboard() {
        CompletableFuture<List<PublishReceipt>> commit = new CompletableFuture<>();
        commit.completeOnTimeout(List.of(Samples.accepted("d")), 200, TimeUnit.MILLISECONDS);
        manager.publish = event -> commit;
        felix.register(WebhookSubscriberManager.class, manager);
        Answer answer = request("POST", "/api/v1/events", token,
                "{\"event_type\":\"t\",\"payload\":{}}".getBytes(StandardCharsets.UTF_8));
        assertEquals(202, answer.status());
    }

    @Test
    void drainsOverTheWhiteboard() {
        felix.register(WebhookSubscriberManager.class, manager);
        assertEquals(413, request("POST", "/api/v1/events", token, new byte[20 * MIB]).status());
        assertEquals(401, request("POST", "/api/v1/events", null, new byte[20 * MIB]).status());
    }

    @Test
    void unknownPathsAndMalformedIdsAreProblemDocuments() {
        manager.get = id -> Optional.empty();
        felix.register(WebhookSubscriberManager.class, manager);
        for (String path : new String[] {"", "/", "/nowhere", "/webhooks/a%20b", "/webhooks/%C3%A4", "/webhooks/a;b",
            "/webhooks/.."}) {
            Answer answer = get("/api/v1" + path, token);
            ApiCalls.assertProblem(404, null, answer.header("Content-Type"), answer.body());
        }
    }

    @Test
    void ambiguousPathsNeverGetPastTheServer() {
        felix.register(WebhookSubscriberManager.class, manager);
        for (String path : new String[] {"/webhooks/a%2Fb", "/webhooks/%2e%2e", "/webhooks//x", "/webhooks/%00"}) {
            assertEquals(400, status("/api/v1" + path, token), path);
        }
    }
}
