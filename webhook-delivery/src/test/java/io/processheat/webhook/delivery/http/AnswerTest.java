package io.processheat.webhook.delivery.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.delivery.http.PostResult.Answered;
import io.processheat.webhook.delivery.http.PostResult.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What receivers may answer, well-behaved or not. */
class AnswerTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 206, 299, 301, 304, 307, 308, 400, 401, 410, 418, 429, 500, 503, 599})
    void theStatusIsReportedAsItIs(int status) throws Exception {
        try (Receiver receiver = Receiver.answering("HTTP/1.1 " + status + " x\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n");
                Lane lane = Lane.open()) {
            assertEquals(status, lane.post(receiver.url()).status());
            assertEquals(status, lane.post(receiver.url()).status());
            assertEquals(1, receiver.connections(), "no redirect is followed, the connection is used again");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3;x=y\r\nllo\r\n0\r\nTrailer: x\r\n\r\n",
        "HTTP/1.1 200\r\ncontent-length:5\r\n\r\nhello",
        "HTTP/1.1 200 OK\nContent-Length: 5\n\nhello",
        "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 5\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nX Odd(Name): \u0001\r\nContent-Length: 5\r\n\r\nhello",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
    })
    void everyDelimitedAnswerIsReadToItsEndAndTheConnectionUsedAgain(String answer) throws Exception {
        try (Receiver receiver = Receiver.answering(answer);
                Lane lane = Lane.with().bodyGrace(LONG).open()) {
            for (int i = 0; i < 3; i++) {
                Answered answered = lane.post(receiver.url()).answer();
                assertEquals(200, answered.status());
                assertEquals("hello", answered.body());
            }
            assertEquals(1, receiver.connections());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "HTTP/1.0 200 OK\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
    })
    void anAnswerThatEndsWithItsConnectionCountsToo(String answer) throws Exception {
        try (Receiver receiver = Receiver.doing(conversation -> {
                    conversation.readRequest();
                    conversation.write(answer);
                });
                Lane lane = Lane.with().bodyGrace(LONG).open()) {
            for (int i = 0; i < 2; i++) {
                Answered answered = lane.post(receiver.url()).answer();
                assertEquals(200, answered.status());
                assertEquals("hello", answered.body());
            }
            assertEquals(0, lane.idleConnections());
        }
    }

    @Test
    void aConnectionThatTheReceiverWantsClosedIsClosed() throws Exception {
        try (Receiver receiver = Receiver.doing(conversation -> {
                    conversation.readRequest();
                    conversation.write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
                    conversation.awaitClose();
                });
                Lane lane = Lane.open()) {
            assertEquals(200, lane.post(receiver.url()).status());
            receiver.nextConnection().awaitEnd();
        }
    }

    @Test
    void anAnswerInSmallPiecesIsPutTogether() throws Exception {
        String answer = "HTTP/1.1 503 Busy\r\nRetry-After: 120\r\nContent-Length: 5\r\n\r\nhello";
        try (Receiver receiver = Receiver.doing(conversation -> {
                    conversation.socket().setTcpNoDelay(true);
                    while (conversation.readRequest() != null) {
                        for (int i = 0; i < answer.length(); i++) {
                            conversation.write(answer.substring(i, i + 1));
                        }
                    }
                });
                Lane lane = Lane.with().bodyGrace(LONG).open()) {
            Answered answered = lane.post(receiver.url()).answer();
            assertEquals(503, answered.status());
            assertEquals(Optional.of("120"), answered.retryAfter());
            assertEquals("hello", answered.body());
        }
    }

    @Test
    void aBodyThatStallsCostsTheGraceTimeAndTheConnection() throws Exception {
        try (Receiver receiver = Receiver.doing(conversation -> {
                    conversation.readRequest();
                    conversation.write("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello");
                    conversation.awaitClose();
                });
                Lane lane = Lane.with().bodyGrace(Duration.ofMillis(50)).open()) {
            Answered answered = lane.post(receiver.url()).answer();
            assertEquals(200, answered.status());
            assertEquals("hello", answered.body());
            receiver.nextConnection().awaitEnd();
            assertEquals(0, lane.idleConnections());
        }
    }

    @Test
    void aBodyThatStallsCannotOutlastTheDeadline() throws Exception {
        try (Receiver receiver = Receiver.doing(conversation -> {
                    conversation.readRequest();
                    conversation.write("HTTP/1.1 202 Accepted\r\nContent-Length: 50\r\n\r\nhello");
                    conversation.awaitClose();
                });
                Lane lane = Lane.with().bodyGrace(LONG).open()) {
            Lane.Posting posting = lane.post(receiver.url());
            Receiver.Conversation conversation = receiver.nextConnection();
            lane.await(posting::hasHeaders);
            posting.cancel(Kind.TIMEOUT, "timed out");
            assertEquals(202, posting.status(), "the status was there before the deadline");
            conversation.awaitEnd();
        }
    }

    @Test
    void aBodyThatNeverEndsIsCutAt64KiB() throws Exception {
        CompletableFuture<Long> written = new CompletableFuture<>();
        try (Receiver receiver = Receiver.doing(conversation -> {
                    conversation.readRequest();
                    conversation.write("HTTP/1.1 200 OK\r\n\r\n");
                    long count = 0;
                    try {
                        while (true) {
                            conversation.write("x".repeat(1024));
                            count += 1024;
                        }
                    } finally {
                        written.complete(count);
                    }
                });
                Lane lane = Lane.with().bodyGrace(LONG).open()) {
            Answered answered = lane.post(receiver.url()).answer();
            assertEquals(200, answered.status());
            assertEquals("x".repeat(4096), answered.body());
            assertTrue(written.get() >= 64 * 1024);
        }
    }

    @Test
    void aBodyOf64KiBIsReadAndTheConnectionKept() throws Exception {
        try (Receiver receiver = Receiver.answering(
                        "HTTP/1.1 200 OK\r\nContent-Length: 65536\r\n\r\n" + "x".repeat(65536));
                Lane lane = Lane.with().bodyGrace(LONG).open()) {
            assertEquals(4096, lane.post(receiver.url()).answer().body().length());
            assertEquals(4096, lane.post(receiver.url()).answer().body().length());
            assertEquals(1, receiver.connections());
        }
    }

    @Test
    void theExcerptIsTextWhateverCame() throws Exception {
        String cut = "x".repeat(4095) + "é";
        assertEquals("x".repeat(4095), excerpt(cut), "a character cut in two is left out");
        assertEquals("a\uFFFDb", excerpt("a\0b"));
        assertEquals("grüße €", excerpt("grüße €"));
    }

    private static String excerpt(String body) throws Exception {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        try (Receiver receiver = Receiver.answering("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n" + body);
                Lane lane = Lane.with().bodyGrace(LONG).open()) {
            return lane.post(receiver.url()).answer().body();
        }
    }

    @Test
    void malformedUtf8IsReplaced() throws Exception {
        try (Receiver receiver = Receiver.doing(conversation -> {
                    conversation.readRequest();
                    conversation.write("HTTP/1.1 200 OK\r\n\r\na");
                    conversation.socket().getOutputStream().write(new byte[] {(byte) 0xff, 'b', (byte) 0xc3});
                });
                Lane lane = Lane.with().bodyGrace(LONG).open()) {
            assertEquals("a\uFFFDb\uFFFD", lane.post(receiver.url()).answer().body());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'SSH-2.0-OpenSSH_9.2\r\n', PROTOCOL",
        "'\u0015\u0003\u0003\u0000\u0002\u0002\u0028 garbage\r\n\r\n', PROTOCOL",
        "'<html>hello</html>\r\n\r\n', PROTOCOL",
        "'HTTP/1.1 abc OK\r\n\r\n', PROTOCOL",
        "'HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n', PROTOCOL",
        "'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello', PROTOCOL",
        "'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n', PROTOCOL",
        "'HTTP/1.1 2', RESET",
        "'HTTP/1.1 200 OK\r\nContent-', RESET",
        "'', RESET",
    })
    void whatIsNoAnswerFailsTheAttempt(String answer, Kind kind) throws Exception {
        try (Receiver receiver = Receiver.doing(conversation -> {
                    conversation.readRequest();
                    conversation.write(answer);
                });
                Lane lane = Lane.open()) {
            Lane.Posting posting = lane.post(receiver.url());
            assertEquals(kind, posting.kind(), posting.failure().message());
            assertTrue(posting.failure().message().startsWith("127.0.0.1:" + receiver.port()), posting.failure().message());
        }
    }

    @Test
    void headersHaveALimit() throws Exception {
        try (Receiver receiver = Receiver.answering(
                        "HTTP/1.1 200 OK\r\nX-Large: " + "x".repeat(65_000) + "\r\nContent-Length: 0\r\n\r\n");
                Receiver boundless = endless("HTTP/1.1 200 OK\r\n", "X-More: " + "x".repeat(1000) + "\r\n");
                Receiver lineless = endless("HTTP/1.1 200 ", "OK");
                Lane lane = Lane.open()) {
            assertEquals(200, lane.post(receiver.url()).status());
            assertEquals(Kind.PROTOCOL, lane.post(boundless.url()).kind());
            assertEquals(Kind.PROTOCOL, lane.post(lineless.url()).kind());
        }
    }

    @Test
    void interimAnswersHaveALimit() throws Exception {
        try (Receiver receiver = endless("", "HTTP/1.1 102 Processing\r\n\r\n");
                Lane lane = Lane.open()) {
            assertEquals(Kind.PROTOCOL, lane.post(receiver.url()).kind());
        }
    }

    private static Receiver endless(String start, String more) {
        return Receiver.doing(conversation -> {
            conversation.readRequest();
            conversation.write(start);
            while (true) {
                conversation.write(more);
            }
        });
    }

    @Test
    void anAnswerBeforeTheEndOfTheRequestCounts() throws Exception {
        try (Receiver receiver = Receiver.doing(conversation -> {
                    conversation.readHead();
                    conversation.write("HTTP/1.1 413 Too Large\r\nContent-Length: 5\r\n\r\nlarge");
                    conversation.awaitClose();
                });
                Lane lane = Lane.open()) {
            Answered answered = lane.post(receiver.url(), new byte[1024 * 1024]).answer();
            assertEquals(413, answered.status());
            assertEquals("large", answered.body());
        }
    }

    @Test
    void anAnswerOfAReceiverThatStopsReadingIsNotLost() throws Exception {
        try (Receiver receiver = Receiver.doing(conversation -> {
                    conversation.readHead();
                    conversation.write("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");
                });
                Lane lane = Lane.open()) {
            assertEquals(401, lane.post(receiver.url(), new byte[20 * 1024 * 1024]).status());
            assertEquals(0, lane.idleConnections());
        }
    }

    @Test
    void aSecondAnswerNobodyAskedForIsNotTakenForTheNextOne() throws Exception {
        try (Receiver receiver = Receiver.doing(conversation -> {
                    conversation.readRequest();
                    conversation.write(Receiver.OK + "HTTP/1.1 201 Forged\r\nContent-Length: 0\r\n\r\n");
                    conversation.awaitClose();
                });
                Lane lane = Lane.open()) {
            assertEquals(200, lane.post(receiver.url()).status());
            assertEquals(200, lane.post(receiver.url()).status());
            assertEquals(2, receiver.connections());
        }
    }

    @Test
    void theBeginningOfASecondAnswerIsNotTakenForTheNextOne() throws Exception {
        try (Receiver receiver = Receiver.doing(conversation -> {
                    conversation.readRequest();
                    conversation.write(Receiver.OK + "HTTP/1.1 201");
                    conversation.awaitClose();
                });
                Lane lane = Lane.open()) {
            assertEquals(200, lane.post(receiver.url()).status());
            assertEquals(200, lane.post(receiver.url()).status());
            assertEquals(2, receiver.connections());
        }
    }
}
