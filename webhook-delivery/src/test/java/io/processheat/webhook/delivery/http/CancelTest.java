package io.processheat.webhook.delivery.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.delivery.http.PostResult.Kind;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever an exchange is doing when it is ended, its callback is called once and its connection closed. */
class CancelTest {

    @Test
    void duringTheLookup() throws Exception {
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                Lane lane = Lane.with().dns((InetSocketAddress) silent.getLocalSocketAddress()).open()) {
            assertCancels(lane, lane.post("http://historian.example/"), Kind.LOOKUP_UNANSWERED,
                    "timed out, while looking up historian.example");
        }
    }

    @Test
    void duringTheConnect() throws Exception {
        try (FullBacklog deaf = new FullBacklog("127.0.0.1", 0);
                Lane lane = Lane.open()) {
            assertCancels(
                    lane,
                    lane.post("http://127.0.0.1:" + deaf.port() + "/"),
                    Kind.CONNECT_TIMEOUT,
                    "timed out, while connecting to 127.0.0.1:" + deaf.port());
        }
    }

    @Test
    void duringTheHandshake() throws Exception {
        try (Receiver deaf = Receiver.doing(Receiver.Conversation::awaitClose);
                Lane lane = Lane.open()) {
            Lane.Posting posting = lane.post("https://127.0.0.1:" + deaf.port() + "/");
            Receiver.Conversation conversation = deaf.nextConnection();
            lane.await(() -> posting.doing().contains("TLS handshake"));
            assertCancels(lane, posting, Kind.TIMEOUT, "timed out, while in the TLS handshake with 127.0.0.1:" + deaf.port());
            conversation.awaitEnd();
        }
    }

    @Test
    void duringTheRequest() throws Exception {
        try (Receiver deaf = Receiver.doing(conversation -> {
                    conversation.readHead();
                    conversation.hold();
                });
                Lane lane = Lane.open()) {
            Lane.Posting posting = lane.post(deaf.url(), new byte[20 * 1024 * 1024]);
            lane.await(() -> posting.doing().contains("sending"));
            assertCancels(lane, posting, Kind.TIMEOUT, "timed out, while sending the request");
        }
    }

    @Test
    void whileWaitingForTheAnswer() throws Exception {
        try (Receiver mute = Receiver.doing(Receiver.Conversation::awaitClose);
                Lane lane = Lane.open()) {
            Lane.Posting posting = lane.post(mute.url());
            lane.await(() -> posting.doing().contains("waiting"));
            assertCancels(lane, posting, Kind.TIMEOUT, "timed out, while waiting for the answer");
            mute.nextConnection().awaitEnd();
        }
    }

    @Test
    void whileNothingComesOnAConnectionThatHadBeenIdle() throws Exception {
        try (Receiver mute = Receiver.doing(conversation -> {
                    conversation.readRequest();
                    conversation.write(Receiver.OK);
                    conversation.awaitClose();
                });
                Lane lane = Lane.open()) {
            assertEquals(200, lane.post(mute.url()).status());
            Lane.Posting posting = lane.post(mute.url());
            lane.await(() -> posting.doing().contains("waiting"));
            assertCancels(lane, posting, Kind.SILENT_CONNECTION, "timed out, while waiting for the answer");
        }
    }

    @Test
    void afterTheEndNothingHappens() throws Exception {
        try (Receiver receiver = Receiver.answering(Receiver.OK);
                Lane lane = Lane.open()) {
            Lane.Posting posting = lane.post(receiver.url());
            assertEquals(200, posting.status());
            Lane.Posting next = lane.post(receiver.url());
            posting.cancel(Kind.TIMEOUT, "timed out");
            assertEquals(200, next.status(), "the connection may carry another exchange by now");
            assertEquals(1, posting.calls());
        }
    }

    @Test
    void closingTheSenderEndsEverythingOnce() throws Exception {
        try (Receiver receiver = Receiver.answering(Receiver.OK);
                Receiver mute = Receiver.doing(Receiver.Conversation::awaitClose);
                FullBacklog deaf = new FullBacklog("127.0.0.1", 0);
                DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                Lane lane = Lane.with().dns((InetSocketAddress) silent.getLocalSocketAddress()).open()) {
            lane.post(receiver.url()).answer();
            List<Lane.Posting> open = List.of(
                    lane.post(mute.url()),
                    lane.post("https://127.0.0.1:" + mute.port() + "/"),
                    lane.post("http://127.0.0.1:" + deaf.port() + "/"),
                    lane.post("http://historian.example/"));
            Receiver.Conversation first = mute.nextConnection();
            Receiver.Conversation second = mute.nextConnection();
            lane.sender().close();
            for (Lane.Posting posting : open) {
                assertTrue(posting.isDone(), "closing returns after the last callback");
                assertEquals(Kind.STOPPED, posting.kind());
                assertEquals(1, posting.calls());
            }
            first.awaitEnd();
            second.awaitEnd();
            receiver.nextConnection().awaitEnd();
            assertEquals(0, lane.idleConnections());
        }
    }

    @Test
    void aClosedSenderRefuses() throws Exception {
        try (Receiver receiver = Receiver.answering(Receiver.OK);
                Lane lane = Lane.open()) {
            lane.sender().close();
            lane.sender().close();
            assertEquals(Kind.STOPPED, lane.post(receiver.url()).kind());
            assertEquals(0, receiver.connections());
        }
    }

    private static void assertCancels(Lane lane, Lane.Posting posting, Kind kind, String message) throws Exception {
        posting.cancel(Kind.TIMEOUT, "timed out");
        assertTrue(posting.isDone());
        assertEquals(kind, posting.kind());
        assertEquals(message, posting.failure().message());
        posting.cancel(Kind.STOPPED, "again");
        lane.sender().close();
        assertEquals(1, posting.calls());
    }
}
