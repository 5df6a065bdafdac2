package io.processheat.webhook.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.PublishReceipt;
import io.processheat.webhook.http.RawClient.Answer;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ExcessiveBodyTest extends ServletFixture {

    @Test
    void aDeclaredExcessIsAnsweredToAClientThatSendsItAllFirst() {
        client.head("POST", "/events", JSON, "Content-Length: " + 20 * MIB).send(new byte[20 * MIB]);
        Answer answer = client.answer();
        assertProblem(413, answer);
        assertEquals("close", answer.header("Connection"));
        assertTrue(client.closedByServer());
    }

    @Test
    void anUndeclaredExcessIsAnsweredToAClientThatSendsItAllFirst() {
        client.head("POST", "/events", JSON, "Transfer-Encoding: chunked");
        for (int i = 0; i < 20; i++) {
            client.chunk(new byte[MIB]);
        }
        assertProblem(413, client.send("0\r\n\r\n").answer());
        assertTrue(client.closedByServer());
    }

    @Test
    void anExcessThatWasInvitedIsDrainedToo() {
        client.head("POST", "/events", JSON, "Transfer-Encoding: chunked", "Expect: 100-continue");
        assertEquals(100, client.answer().status());
        for (int i = 0; i < 20; i++) {
            client.chunk(new byte[MIB]);
        }
        assertProblem(413, client.send("0\r\n\r\n").answer());
    }

    @Test
    void theAnswerIsThereWhileTheClientStillSends() {
        client.head("POST", "/events", JSON, "Content-Length: " + 20 * MIB);
        assertProblem(413, client.answer());
        client.send(new byte[20 * MIB]);
        assertTrue(client.closedByServer());
    }

    @Test
    void aLargeBodyWithoutATokenIsAnsweredTheSameWay() {
        client.send("POST /api/v1/events HTTP/1.1\r\nHost: x\r\nContent-Length: " + 8 * MIB + "\r\n\r\n")
                .send(new byte[8 * MIB]);
        assertProblem(401, client.answer());
        assertEquals(202, postEvent().status());
    }

    @Test
    void whatIsSentWithoutEndIsCutOffAfterTheDrainLimit() {
        client.head("POST", "/events", JSON, "Transfer-Encoding: chunked");
        int sent = sendMibUntilCutOff(500);
        assertTrue(sent >= 32, "only " + sent + " MiB were taken");
        assertTrue(sent < 100, sent + " MiB were taken");
    }

    private int sendMibUntilCutOff(int atMost) {
        for (int sent = 0; sent < atMost; sent++) {
            try {
                client.chunk(new byte[MIB]);
            } catch (UncheckedIOException e) {
                return sent;
            }
        }
        return atMost;
    }

    @Test
    void aClientThatDeclaresMuchAndThenStallsIsLetGoAfterTheDrainTime() throws Exception {
        restart(Map.of("drain.timeout.ms", 200));
        client.head("POST", "/events", JSON, "Content-Length: " + 20 * MIB).send(new byte[1000]);
        assertProblem(413, client.answer());
        assertTimeoutPreemptively(JettyApi.IDLE_TIMEOUT.minusMillis(200), () -> client.closedByServer());
    }

    @Test
    void moreThanAllBodiesTogetherMayHoldIsA503UntilOthersAreAnswered() throws Exception {
        restart(Map.of("max.inflight.bytes", 1_048_576, "max.body.bytes", 1_048_576));
        CompletableFuture<List<PublishReceipt>> commit = new CompletableFuture<>();
        publishing(commit);
        String large = "{\"event_type\":\"t\",\"payload\":{\"x\":\"" + "x".repeat(700_000) + "\"}}";
        send(large, client);
        assertNotNull(published.poll(5, TimeUnit.SECONDS));
        try (RawClient other = api.connect()) {
            Answer refused = send(large, other).answer();
            assertProblem(503, refused);
            assertEquals("1", refused.header("Retry-After"));
            commit.complete(List.of(Samples.accepted("d")));
            assertEquals(202, client.answer().status());
            assertEquals(202, send(large, other).answer().status());
        }
    }

    private static RawClient send(String body, RawClient sender) {
        return sender.head("POST", "/events", JSON, "Content-Length: " + body.length()).send(body);
    }
}
