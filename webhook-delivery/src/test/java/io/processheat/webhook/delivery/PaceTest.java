package io.processheat.webhook.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.DeliveryOptions;
import io.processheat.webhook.Priority;
import io.processheat.webhook.delivery.http.PostResult;
import io.processheat.webhook.delivery.http.PostResult.Answered;
import io.processheat.webhook.delivery.http.PostResult.Failed;
import io.processheat.webhook.delivery.http.PostResult.Kind;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {

    private final Pace pace = new Pace(new PaceSettings(4, 3, 1_000));

    @Test
    void hasTheDispatchersLimitUnlessTheWebhookHasOne() {
        assertEquals(4, startable());
        pace.options(DeliveryOptions.DEFAULT.withMaxInFlight(2));
        assertFalse(pace.mayStart());
        pace.options(DeliveryOptions.DEFAULT.withMaxInFlight(6));
        assertEquals(2, startable());
        pace.options(DeliveryOptions.DEFAULT);
        assertFalse(pace.mayStart());
    }

    @Test
    void spacesAttempts() {
        pace.options(DeliveryOptions.DEFAULT.withMaxPerSecond(4));
        pace.started(Priority.LOW, 1_000);
        assertEquals(1_250, pace.startAt());
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 502, 503, 504})
    void slowsDownWhereTheReceiverSaysThatItIsOverloaded(int status) {
        pace.learn(answered(status, null), 1, 2, 0);
        assertEquals(2, startable());
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 404, 500})
    void keepsItsPaceWhereItDoesNot(int status) {
        pace.learn(answered(status, null), 1, 2, 0);
        assertEquals(4, startable());
    }

    @Test
    void slowsDownAfterTimeoutsAndComesBack() {
        pace.learn(failed(Kind.TIMEOUT), 1, 2, 0);
        assertEquals(2, startable());
        for (int answer = 0; answer < 20; answer++) {
            pace.ended(Priority.LOW);
            pace.learn(answered(204, null), 3, 4, 0);
            pace.started(Priority.LOW, 5);
        }
        assertTrue(pace.mayStart());
    }

    @Test
    void restsAsLongAsA429AsksForButNotA503() {
        pace.learn(answered(503, "7"), 1, 2, 0);
        assertTrue(pace.startAt() <= 2);
        pace.learn(answered(429, "7"), 1, 2, 0);
        assertEquals(7_002, pace.startAt());
    }

    @Test
    void makesOneAttemptAtATimeWhereNobodyIsThereUntilOneIsAnswered() {
        for (int failure = 0; failure < 3; failure++) {
            pace.learn(failed(Kind.CONNECT), 1, 10, 0);
        }
        assertEquals(1_010, pace.startAt());
        assertEquals(1, startable());

        pace.ended(Priority.LOW);
        pace.learn(answered(500, null), 1_010, 1_011, 0);
        assertTrue(pace.startAt() <= 1_011);
        assertEquals(4, startable());
    }

    @Test
    void doesNotCallAStaleConnectionAFailure() {
        for (int failure = 0; failure < 9; failure++) {
            pace.learn(failed(Kind.STALE_CONNECTION), 1, 10, 0);
        }
        assertEquals(4, startable());
    }

    /** Starts what may start now. */
    private int startable() {
        int started = 0;
        while (pace.mayStart()) {
            pace.started(Priority.LOW, 0);
            started++;
        }
        return started;
    }

    private static PostResult answered(int status, String retryAfter) {
        return new Answered(status, Optional.ofNullable(retryAfter), "", Duration.ZERO);
    }

    private static PostResult failed(Kind kind) {
        return new Failed(kind, "failed", Duration.ZERO);
    }
}
