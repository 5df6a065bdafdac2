package io.processheat.webhook.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ThrottleTest {

    private final Throttle throttle = new Throttle(8);

    @Test
    void halvesAtEachSignOfOverloadDownToOne() {
        for (int expected : new int[] {4, 2, 1, 1}) {
            long now = 100L - expected;
            throttle.overloaded(now, now);
            assertEquals(expected, throttle.allowed());
        }
    }

    @Test
    void countsWhatWasStartedTogetherOnce() {
        for (int attempt = 0; attempt < 8; attempt++) {
            throttle.overloaded(10, 50 + attempt);
        }
        assertEquals(4, throttle.allowed());
    }

    @Test
    void comesBackByOneForEachRoundOfAnswers() {
        throttle.overloaded(1, 2);
        throttle.overloaded(3, 4);
        assertEquals(2, throttle.allowed());

        throttle.answered();
        throttle.answered();
        throttle.answered();
        assertEquals(3, throttle.allowed());
        for (int answer = 0; answer < 100; answer++) {
            throttle.answered();
        }
        assertEquals(8, throttle.allowed());
    }

    @Test
    void holdsForAsLongAsItIsAskedToWithinReason() {
        throttle.hold(3_000, 1_000);
        assertEquals(4_000, throttle.startAt());
        throttle.hold(1_000, 1_000);
        assertEquals(4_000, throttle.startAt());
        throttle.hold(86_400_000, 1_000);
        assertEquals(61_000, throttle.startAt());
    }

    @Test
    void takesAChangedLimit() {
        throttle.limit(20);
        assertEquals(20, throttle.allowed());
        throttle.overloaded(1, 2);
        throttle.limit(15);
        assertEquals(10, throttle.allowed());
        throttle.limit(3);
        assertEquals(3, throttle.allowed());
    }
}
