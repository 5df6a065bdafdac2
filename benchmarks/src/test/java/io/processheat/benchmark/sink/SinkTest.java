package io.processheat.benchmark.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SinkTest {

    private static final String POST = "POST / HTTP/1.1\r\nHost: sink\r\ncontent-length: 5\r\n\r\n12345";

    private Sink sink;
    private Thread thread;
    private Socket socket;
    private BufferedReader answers;

    @BeforeEach
    void start() throws IOException {
        sink = new Sink();
        thread = new Thread(sink);
        thread.start();
        socket = new Socket(InetAddress.getLoopbackAddress(), sink.port());
        answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        socket.close();
        sink.close();
        thread.join();
    }

    @Test
    void countsEachRequestOfAConnection() throws IOException {
        send(POST + POST + POST);
        for (int i = 0; i < 3; i++) {
            assertNoContent();
        }
        assertEquals(3, count().received());
    }

    @Test
    void answersNothingBeforeTheLastByteOfTheBody() throws IOException {
        send(POST.substring(0, 20));
        send(POST.substring(20, POST.length() - 1));
        assertEquals(0, count().received());
        send(POST.substring(POST.length() - 1));
        assertNoContent();
        assertEquals(1, count().received());
    }

    @Test
    void answersLateWhereThePathAsksForIt() throws IOException {
        long start = System.nanoTime();
        send(POST.replace("POST / ", "POST /after/30 ") + POST.replace("POST / ", "POST /timed/after/30 "));
        assertNoContent();
        assertNoContent();
        assertTrue(System.nanoTime() - start >= 30_000_000);
        assertEquals(2, count().received());
    }

    @Test
    void countsWhatItNeverAnswers() throws IOException {
        send(POST.replace("POST / ", "POST /after/3600000 "));
        long received = count().received();
        while (received == 0) {
            received = count().received();
        }
        assertEquals(1, received);
    }

    @Test
    void tellsWhenTheFirstRequestCame() throws IOException {
        long before = System.nanoTime();
        send(POST);
        assertNoContent();
        long first = count().firstNanos();
        assertTrue(before <= first && first <= System.nanoTime());
        send(POST);
        assertNoContent();
        assertEquals(first, count().firstNanos());
    }

    @Test
    void tellsHowLongAgoTheTimeInTheBodyWas() throws IOException {
        String body = "{\"a_published_nanos\": " + (System.nanoTime() - 50_000_000) + ", \"b\": 1}";
        send("POST /timed HTTP/1.1\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        assertNoContent();
        SinkCount count = count();
        assertTrue(count.p50Micros() >= 50_000, count.toString());
        assertEquals(count.p50Micros(), count.p99Micros());
        assertEquals(1, count.timed());
    }

    @Test
    void aTimeOfZeroIsNone() throws IOException {
        String body = "{\"a_published_nanos\": 0}";
        send("POST /timed HTTP/1.1\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        assertNoContent();
        SinkCount count = count();
        assertEquals(1, count.received());
        assertEquals(0, count.timed());
    }

    @Test
    void writesDownWhatItTakesAndRefusesSomeAtFirst() throws IOException {
        String body = "{\"a_number\": 20}";
        String post = "POST /ledger/1/refusing/10 HTTP/1.1\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        send(post);
        assertEquals("HTTP/1.1 503 Service Unavailable", answers.readLine());
        assertEquals("Content-Length: 0", answers.readLine());
        assertEquals("", answers.readLine());
        send(post);
        assertNoContent();
        try (SinkClient client = new SinkClient(sink.port())) {
            assertEquals(new LedgerCount(1, 0, 1), client.ledger(1));
            assertEquals(new LedgerCount(0, 0, 0), client.ledger(2));
        }
    }

    @Test
    void forgetsWhenReset() throws IOException {
        send(POST);
        assertNoContent();
        try (SinkClient client = new SinkClient(sink.port())) {
            client.reset();
            assertEquals(new SinkCount(0, 0, 0, 0, 0), client.count());
        }
    }

    private void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private void assertNoContent() throws IOException {
        assertEquals("HTTP/1.1 204 No Content", answers.readLine());
        assertEquals("", answers.readLine());
    }

    private SinkCount count() throws IOException {
        try (SinkClient client = new SinkClient(sink.port())) {
            return client.count();
        }
    }
}
