package io.processheat.demo.receiver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InboxTest {

    private static final String PAYLOAD = "{\"efficiency_percent\": 88.43}";

    private Instant now = Instant.parse("2026-11-24T12:00:00Z");
    private final Screen screen = new Screen(() -> now);
    private final SharedSecret secret = SharedSecret.random();
    private final Sender sender = new Sender(() -> now);
    private ReceiverServer server;
    private URI historian;

    @BeforeEach
    void start() throws IOException {
        LiveView view = new LiveView(screen.terminal(), () -> now, 20);
        Inbox inbox = new Inbox(Person.HISTORIAN, new SignatureCheck(secret, () -> now),
                new Outages(() -> now, Duration.ofSeconds(10)), view);
        server = ReceiverServer.start(0, Map.of(Person.HISTORIAN, inbox));
        historian = server.uri().resolve(Person.HISTORIAN.path());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void genuineDeliveryIsTakenAndShown() throws Exception {
        assertEquals(204, sender.send(historian, secret, "calculation.completed", "d-1", 1, PAYLOAD));
        assertTrue(screen.shows("historian     calculation.completed    ✓ signature ok   efficiency 88.4 %"));
    }

    @Test
    void deliveryWithAWrongKeyIsRefusedAndShownWithoutWhatItClaims() throws Exception {
        assertEquals(401, sender.send(historian, SharedSecret.random(), "alarm.claimed", "d-1", 1, PAYLOAD));
        assertTrue(screen.shows("SIGNATURE REFUSED → 401"));
        assertTrue(!screen.shows("alarm.claimed"));
    }

    @Test
    void deliverySentAwayOnPurposeIsTakenAtItsSecondAttempt() throws Exception {
        now = now.plusSeconds(2);
        assertEquals(503, sender.send(historian, secret, "calculation.completed", "d-1", 1, PAYLOAD));
        now = now.plusMillis(2_090);
        assertEquals(204, sender.send(historian, secret, "calculation.completed", "d-1", 2, PAYLOAD));

        assertTrue(screen.lines().get(0).endsWith("answered 503 on purpose, will be retried"));
        assertTrue(screen.lines().get(1).endsWith("signature ok   attempt 2 (retried after 2.1 s)"));
    }

    @Test
    void forgedDeliveryIsRefusedEvenWhenAnOutageIsDue() throws Exception {
        now = now.plusSeconds(2);
        assertEquals(401, sender.send(historian, SharedSecret.random(), "calculation.completed", "d-1", 1, PAYLOAD));
    }

    @Test
    void forgerIsRefused() throws Exception {
        assertEquals(401, new Forger(historian, () -> now).forge());
        assertTrue(screen.shows("(somebody without the secret)"));
    }

    @Test
    void bodyAboveOneMebibyteIsRefused() throws Exception {
        assertEquals(413, sender.send(historian, secret, "calculation.completed", "d-1", 1, " ".repeat((1 << 20) + 1)));
    }

    @Test
    void onlyPostAndOnlyKnownPathsAreServed() throws Exception {
        assertEquals(405, sender.get(historian));
        assertEquals(404, sender.get(server.uri().resolve("/nobody")));
    }
}
