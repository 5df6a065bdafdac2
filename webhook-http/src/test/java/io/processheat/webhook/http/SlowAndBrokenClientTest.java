package io.processheat.webhook.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.http.RawClient.Answer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlowAndBrokenClientTest extends ServletFixture {

    @Test
    void aBodyThatStopsComingIsA408() {
        client.head("POST", "/events", JSON, "Content-Length: 100").send("{");
        assertProblem(408, client.answer());
        assertTrue(client.closedByServer());
    }

    @Test
    void aBodyThatDripsIsA408() throws Exception {
        restart(Map.of("read.timeout.ms", 300));
        client.head("POST", "/events", JSON, "Content-Length: 100000");
        CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(client::answer);
        while (!answer.isDone()) {
            client.send("x");
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        assertProblem(408, answer.get());
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz\r\n", "2\r\nabz\r\n", "-1\r\n"})
    void brokenChunksAreA400(String chunks) {
        Answer answer = client.head("POST", "/events", JSON, "Transfer-Encoding: chunked").send(chunks).answer();
        assertProblem(400, answer);
    }

    @Test
    void aClientThatLeavesInMidBodyPublishesNothing() throws Exception {
        client.head("POST", "/events", JSON, "Content-Length: 100").send(EVENT).close();
        client = api.connect();
        assertEquals(202, postEvent().status());
        assertEquals(1, published.size());
    }
}
