package io.processheat.webhook.delivery.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.delivery.http.PostResult.Failed;
import io.processheat.webhook.delivery.http.PostResult.Kind;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectTest {

    @Test
    void aRefusedConnectionIsAFailureOfItsOwnKind() throws Exception {
        int port = freePort();
        try (Lane lane = Lane.open()) {
            Failed failed = lane.post("http://127.0.0.1:" + port + "/").failure();
            assertEquals(Kind.CONNECT, failed.kind());
            assertTrue(failed.message().contains("refused") && failed.message().contains(":" + port), failed.message());
        }
    }

    @Test
    void aDeadHostIsAFailureOfAnotherKindWithTheAddressThatWasTried() throws Exception {
        try (FullBacklog dead = new FullBacklog("127.0.0.3", 0);
                Lane lane = Lane.with().connectTimeout(Duration.ofMillis(50)).open()) {
            Lane.Posting posting = lane.post("http://127.0.0.3:" + dead.port() + "/");
            assertEquals(Kind.CONNECT_TIMEOUT, posting.kind());
            assertEquals(InetAddress.getByName("127.0.0.3"), posting.peer());
        }
    }

    @Test
    void anAddressThatIsNotAllowedIsNotConnectedTo() throws Exception {
        try (Receiver receiver = Receiver.answering(Receiver.OK);
                Lane lane = Lane.with().allowing("10.0.0.0/8").open()) {
            Failed failed = lane.post(receiver.url()).failure();
            assertEquals(Kind.ADDRESS_NOT_ALLOWED, failed.kind());
            assertTrue(failed.message().startsWith("127.0.0.1 is not globally reachable"), failed.message());
            assertEquals(Kind.ADDRESS_NOT_ALLOWED, lane.post("http://localhost:" + receiver.port() + "/").kind());
            assertEquals(0, receiver.connections());
        }
    }

    @Test
    void ipv6LiteralsWork() throws Exception {
        try (Receiver receiver = Receiver.on("::1", Receiver.answers(Receiver.OK));
                Lane lane = Lane.open()) {
            assertEquals(200, lane.post("http://[::1]:" + receiver.port() + "/").status());
            assertEquals("[::1]:" + receiver.port(), receiver.nextRequest().headers().get("Host"));
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
