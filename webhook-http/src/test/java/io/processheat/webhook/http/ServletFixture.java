package io.processheat.webhook.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processheat.webhook.PublishReceipt;
import io.processheat.webhook.WebhookEvent;
import io.processheat.webhook.http.RawClient.Answer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server and a connected client for each test; events are accepted at once unless a test says otherwise. */
abstract class ServletFixture {

    static final String JSON = "Content-Type: application/json";
    static final byte[] EVENT =
            "{\"event_type\":\"alarm.triggered\",\"payload\":{\"t\":1}}".getBytes(StandardCharsets.UTF_8);
    static final int MIB = 1024 * 1024;

    final BlockingQueue<WebhookEvent> published = new LinkedBlockingQueue<>();
    JettyApi api;
    RawClient client;

    @BeforeEach
    void start() throws Exception {
        restart(Map.of("read.timeout.ms", 5_000, "answer.timeout.ms", 10_000, "drain.max.bytes", 32 * MIB,
                "drain.timeout.ms", 3_000));
    }

    void restart(Map<String, ?> settings) throws Exception {
        if (api != null) {
            stop();
        }
        api = new JettyApi(new SettingsReader(settings).read(Settings.DEFAULT));
        client = api.connect();
        publishing(CompletableFuture.completedFuture(List.of(Samples.accepted("d"))));
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        api.close();
    }

    /** From now on events are noted and answered with this stage. */
    void publishing(CompletableFuture<List<PublishReceipt>> commit) {
        api.manager.publish = event -> {
            published.add(event);
            return commit;
        };
    }

    RawClient sendEvent(RawClient sender) {
        return sender.head("POST", "/events", JSON, "Content-Length: " + EVENT.length).send(EVENT);
    }

    Answer postEvent() {
        return sendEvent(client).answer();
    }

    static void assertProblem(int status, Answer answer) {
        assertEquals(status, answer.status());
        ApiCalls.assertProblem(status, (String) PlainJson.object(answer.body()).get("field"), answer.header("Content-Type"),
                answer.body());
        assertEquals("no-store", answer.header("Cache-Control"));
    }
}
