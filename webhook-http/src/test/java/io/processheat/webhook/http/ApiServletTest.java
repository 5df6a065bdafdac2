package io.processheat.webhook.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.http.RawClient.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiServletTest extends ServletFixture {

    @Test
    void severalCallsShareAConnection() {
        api.manager.listAll = () -> List.of(Samples.webhook());
        assertEquals(202, postEvent().status());
        Answer list = client.head("GET", "/webhooks").answer();
        assertEquals("application/json", list.header("Content-Type"));
        assertTrue(new String(list.body(), StandardCharsets.UTF_8).contains("München"));
        assertEquals(202, postEvent().status());
    }

    @Test
    void headAnswersWhatGetWouldWithoutABody() {
        api.manager.get = id -> Optional.of(Samples.webhook());
        Answer get = client.head("GET", "/webhooks/a").answer();
        Answer head = client.head("HEAD", "/webhooks/a").answerToHead();
        assertEquals(200, head.status());
        assertEquals(get.header("Content-Length"), head.header("Content-Length"));
        assertEquals(get.header("Content-Type"), head.header("Content-Type"));
        assertEquals(200, client.head("GET", "/webhooks/a").answer().status());
    }

    @Test
    void headOfAnErrorHasNoBodyEither() {
        assertEquals(404, client.head("HEAD", "/nowhere").answerToHead().status());
        assertEquals(405, client.head("HEAD", "/events").answerToHead().status());
        assertProblem(404, client.head("GET", "/nowhere").answer());
    }

    @Test
    void optionsHasNoBody() {
        Answer options = client.head("OPTIONS", "/events").answer();
        assertEquals(204, options.status());
        assertEquals("OPTIONS, POST", options.header("Allow"));
        assertEquals(202, postEvent().status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "CONNECTION", "PUT", "get"})
    void otherMethodsAreProblemDocumentsToo(String method) {
        Answer answer = client.head(method, "/events").answer();
        assertProblem(405, answer);
        assertEquals("OPTIONS, POST", answer.header("Allow"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/webhooks/", "/webhooks/%61%20b", "/webhooks/a;b=c", "/webhooks/a%2Fb",
        "/webhooks/%2e%2e", "/webhooks/..%2fhealth", "/webhooks//test"})
    void strangePathsAre404EvenWhereTheServerIsLenient(String path) {
        api.manager.get = id -> Optional.empty();
        assertProblem(404, client.head("GET", path).answer());
    }

    @Test
    void anEncodedPathIsTheSamePath() {
        api.manager.get = id -> Optional.of(Samples.webhook());
        assertEquals(200, client.head("GET", "/%77ebhooks/a").answer().status());
    }

    @Test
    void takesAChunkedBody() throws InterruptedException {
        client.head("POST", "/events", JSON, "Transfer-Encoding: chunked");
        for (byte b : EVENT) {
            client.chunk(new byte[] {b});
        }
        assertEquals(202, client.send("0\r\n\r\n").answer().status());
        assertArrayEquals("{\"t\":1}".getBytes(StandardCharsets.UTF_8),
                published.poll(5, TimeUnit.SECONDS).payloadJson().orElseThrow());
        assertEquals(202, postEvent().status());
    }

    @Test
    void aPostWithoutABodyNeedsNoContentType() {
        api.manager.test = id -> CompletableFuture.completedFuture(Samples.sent());
        assertEquals(200, client.head("POST", "/webhooks/a/test").answer().status());
        assertEquals(200, client.head("POST", "/webhooks/a/test", "Content-Length: 0").answer().status());
        assertEquals(200, client.head("POST", "/webhooks/a/test", "Transfer-Encoding: chunked").send("0\r\n\r\n")
                .answer().status());
        assertProblem(400, client.head("POST", "/events").answer());
        assertProblem(415, client.head("POST", "/events", "Content-Length: 2").send("{}").answer());
        assertEquals(202, postEvent().status());
    }

    @Test
    void aFormPostIsNotConsumedByTheServerAsParameters() {
        assertProblem(415, client.head("POST", "/events", "Content-Type: application/x-www-form-urlencoded",
                "Content-Length: 3").send("a=b").answer());
    }

    @Test
    void aClientThatWaitsForAGoAheadGetsIt() {
        client.head("POST", "/events", JSON, "Content-Length: " + EVENT.length, "Expect: 100-continue");
        assertEquals(100, client.answer().status());
        assertEquals(202, client.send(EVENT).answer().status());
    }

    @Test
    void aClientThatWaitsForAGoAheadIsRefusedBeforeItSends() {
        client.head("POST", "/events", JSON, "Content-Length: " + 3 * MIB, "Expect: 100-continue");
        assertProblem(413, client.answer());
        assertTimeoutPreemptively(Duration.ofSeconds(1), () -> assertTrue(client.closedByServer()));
    }
}
