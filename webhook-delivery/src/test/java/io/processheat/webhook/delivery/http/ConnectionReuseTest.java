package io.processheat.webhook.delivery.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.delivery.http.PostResult.Kind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConnectionReuseTest {

    private static final byte[] BODY = "{}".getBytes();
    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void theConnectionUsedLastIsUsedNext() throws Exception {
        CountDownLatch bothUnderWay = new CountDownLatch(2);
        try (Receiver receiver = Receiver.doing(conversation -> {
                    while (conversation.readRequest() != null) {
                        bothUnderWay.countDown();
                        bothUnderWay.await();
                        conversation.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n" + conversation.socket().getPort());
                    }
                });
                Lane lane = Lane.open()) {
            List<Lane.Posting> first = Stream.generate(() -> lane.post(receiver.url())).limit(2).toList();
            first.get(0).answer();
            first.get(1).answer();
            assertEquals(2, lane.idleConnections());
            String usedNow = lane.post(receiver.url()).answer().body();
            for (int i = 0; i < 5; i++) {
                assertEquals(usedNow, lane.post(receiver.url()).answer().body());
            }
            assertEquals(2, receiver.connections());
        }
    }

    @Test
    void connectionsAreNotSharedBetweenNamesOfTheSameAddress() throws Exception {
        try (Receiver receiver = Receiver.answering(Receiver.OK);
                Lane lane = Lane.open()) {
            lane.post("http://localhost:" + receiver.port() + "/").answer();
            lane.post("http://127.0.0.1:" + receiver.port() + "/").answer();
            lane.post("http://LOCALHOST:" + receiver.port() + "/other").answer();
            assertEquals(2, receiver.connections());
            assertEquals(2, lane.idleConnections());
        }
    }

    @Test
    void aFreshConnectionLeavesIdleOnesAlone() throws Exception {
        try (Receiver receiver = Receiver.answering(Receiver.OK);
                Lane lane = Lane.open()) {
            lane.post(receiver.url()).answer();
            lane.post(receiver.url(), BODY, PostRequest::onFreshConnection).answer();
            assertEquals(2, receiver.connections());
        }
    }

    @Test
    void anIdleConnectionIsClosedAfterTheIdleTimeout() throws Exception {
        try (Receiver receiver = Receiver.answering(Receiver.OK);
                Lane lane = Lane.with().idle(Duration.ofMillis(100), 10).open()) {
            long before = System.nanoTime();
            lane.post(receiver.url()).answer();
            receiver.nextConnection().awaitEnd();
            assertTrue(System.nanoTime() - before >= Duration.ofMillis(100).toNanos());
            assertEquals(0, lane.idleConnections());
            assertEquals(200, lane.post(receiver.url()).status());
        }
    }

    @Test
    void idleConnectionsHaveABoundOfWhichTheOldestGoesFirst() throws Exception {
        try (Receiver oldest = Receiver.answering(Receiver.OK);
                Receiver middle = Receiver.answering(Receiver.OK);
                Receiver newest = Receiver.answering(Receiver.OK);
                Lane lane = Lane.with().idle(LONG, 2).open()) {
            for (Receiver receiver : List.of(oldest, middle, newest)) {
                lane.post(receiver.url()).answer();
            }
            oldest.nextConnection().awaitEnd();
            assertEquals(2, lane.idleConnections());
            lane.post(middle.url()).answer();
            lane.post(newest.url()).answer();
            assertEquals(1, middle.connections());
            assertEquals(1, newest.connections());
        }
    }

    @Test
    void withoutRoomForIdleConnectionsEachIsClosedAfterUse() throws Exception {
        try (Receiver receiver = Receiver.answering(Receiver.OK);
                Lane lane = Lane.with().idle(LONG, 0).open()) {
            lane.post(receiver.url()).answer();
            receiver.nextConnection().awaitEnd();
            assertEquals(0, lane.idleConnections());
        }
    }

    @Test
    void anIdleConnectionThatTheReceiverClosesIsForgotten() throws Exception {
        CountDownLatch mayClose = new CountDownLatch(1);
        try (Receiver receiver = Receiver.doing(conversation -> {
                    conversation.readRequest();
                    conversation.write(Receiver.OK);
                    mayClose.await();
                });
                Lane lane = Lane.with().idle(LONG, 10).open()) {
            lane.post(receiver.url()).answer();
            assertEquals(1, lane.idleConnections());
            mayClose.countDown();
            lane.await(() -> lane.sender().pool().size() == 0);
            assertEquals(200, lane.post(receiver.url()).status());
        }
    }

    @Test
    void anIdleConnectionOnWhichTheReceiverSpeaksIsClosed() throws Exception {
        CountDownLatch maySpeak = new CountDownLatch(1);
        try (Receiver receiver = Receiver.doing(conversation -> {
                    conversation.readRequest();
                    conversation.write(Receiver.OK);
                    maySpeak.await();
                    conversation.write("HTTP/1.1 2");
                    conversation.awaitClose();
                });
                Lane lane = Lane.with().idle(LONG, 10).open()) {
            lane.post(receiver.url()).answer();
            assertEquals(1, lane.idleConnections());
            maySpeak.countDown();
            receiver.nextConnection().awaitEnd();
            assertEquals(0, lane.idleConnections());
        }
    }

    @Test
    void aResetOnAReusedConnectionBeforeAnyAnswerIsToldApart() throws Exception {
        try (Receiver receiver = Receiver.doing(conversation -> {
                    conversation.readRequest();
                    conversation.write(Receiver.OK);
                    conversation.readRequest();
                    conversation.reset();
                });
                Lane lane = Lane.open()) {
            lane.post(receiver.url()).answer();
            assertEquals(Kind.STALE_CONNECTION, lane.post(receiver.url()).kind());
            assertEquals(200, lane.post(receiver.url(), BODY, PostRequest::onFreshConnection).status());
            assertEquals(2, receiver.connections());
        }
    }

    @Test
    void anEndOfAReusedConnectionBeforeAnyAnswerIsToldApart() throws Exception {
        try (Receiver receiver = Receiver.doing(conversation -> {
                    conversation.readRequest();
                    conversation.write(Receiver.OK);
                    conversation.readHead();
                });
                Lane lane = Lane.open()) {
            lane.post(receiver.url()).answer();
            assertEquals(Kind.STALE_CONNECTION, lane.post(receiver.url(), new byte[1024 * 1024]).kind());
        }
    }

    @Test
    void aReusedConnectionThatEndsAmidTheAnswerIsAnOrdinaryReset() throws Exception {
        try (Receiver receiver = Receiver.doing(conversation -> {
                    conversation.readRequest();
                    conversation.write(Receiver.OK);
                    conversation.readRequest();
                    conversation.write("H");
                });
                Lane lane = Lane.open()) {
            lane.post(receiver.url()).answer();
            assertEquals(Kind.RESET, lane.post(receiver.url()).kind());
        }
    }

    @Test
    void aResetOnANewConnectionIsAnOrdinaryReset() throws Exception {
        try (Receiver receiver = Receiver.doing(conversation -> {
                    conversation.readRequest();
                    conversation.reset();
                });
                Lane lane = Lane.open()) {
            assertEquals(Kind.RESET, lane.post(receiver.url()).kind());
            assertEquals(Kind.RESET, lane.post(receiver.url(), BODY, PostRequest::onFreshConnection).kind());
        }
    }

    @Test
    void aSlowReceiverDoesNotDelayAnother() throws Exception {
        try (Receiver slow = Receiver.doing(Receiver.Conversation::awaitClose);
                Receiver quick = Receiver.answering(Receiver.OK);
                Lane lane = Lane.open()) {
            List<Lane.Posting> waiting = Stream.generate(() -> lane.post(slow.url())).limit(20).toList();
            for (int i = 0; i < 20; i++) {
                assertEquals(200, lane.post(quick.url()).status());
            }
            assertFalse(waiting.stream().anyMatch(Lane.Posting::isDone));
        }
    }
}
