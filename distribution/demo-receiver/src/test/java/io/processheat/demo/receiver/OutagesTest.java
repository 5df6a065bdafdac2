package io.processheat.demo.receiver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutagesTest {

    private Instant now = Instant.EPOCH;
    private final Outages outages = new Outages(() -> now, Duration.ofSeconds(10));

    @Test
    void firstOutageComesAfterTwoSecondsAndLastsForOneRequest() {
        after(1_999);
        assertFalse(sendsAway("a", 1));
        after(1);
        assertTrue(sendsAway("b", 1));
        assertFalse(sendsAway("c", 1));
        after(10_000);
        assertTrue(sendsAway("d", 1));
    }

    @Test
    void retryIsNeverSentAway() {
        after(5_000);
        assertFalse(sendsAway("a", 2));
    }

    @Test
    void knowsHowLongADeliveryWasAwayAndForgetsIt() {
        after(2_000);
        sendsAway("a", 1);
        after(2_100);
        assertEquals(Optional.of(Duration.ofMillis(2_100)), outages.wasAway("a"));
        assertEquals(Optional.empty(), outages.wasAway("a"));
        assertEquals(Optional.empty(), outages.wasAway("never sent away"));
    }

    @Test
    void zeroIntervalIsNoOutageAtAll() {
        Outages none = new Outages(() -> now, Duration.ZERO);
        after(3_600_000);
        assertFalse(none.sendsAway(new Received(Person.HISTORIAN, "x", "a", 1, new byte[0])));
    }

    private boolean sendsAway(String deliveryId, int attempt) {
        return outages.sendsAway(new Received(Person.HISTORIAN, "model.deployed", deliveryId, attempt, new byte[0]));
    }

    private void after(long millis) {
        now = now.plusMillis(millis);
    }
}
