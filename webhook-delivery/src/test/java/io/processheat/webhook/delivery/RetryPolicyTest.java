package io.processheat.webhook.delivery;

import static io.processheat.webhook.delivery.ScriptedSender.failure;
import static io.processheat.webhook.delivery.ScriptedSender.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.FailureReason;
import io.processheat.webhook.Priority;
import io.processheat.webhook.delivery.http.PostResult;
import io.processheat.webhook.delivery.http.PostResult.Kind;
import io.processheat.webhook.spi.ClaimedDelivery;
import io.processheat.webhook.spi.EventTerms;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryPolicyTest {

    private static final long NOW = 1_795_000_000_000L;
    private static final RetryPolicy POLICY = new RetryPolicy(900_000);
    private static final RetrySchedule SCHEDULE = RetrySchedules.parse(List.of()).named("default");

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 204, 299})
    void success(int status) {
        assertEquals(Decision.SENT, decide(status(status).result(), 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 400, 404, 429, 500, 503})
    void everyOtherStatusIsAFailure(int status) {
        assertEquals(Decision.retryIn(2_000, true), decide(status(status).result(), 1));
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = {"STALE_CONNECTION", "STOPPED"}, mode = EnumSource.Mode.EXCLUDE)
    void soIsEveryKindOfNoAnswer(Kind kind) {
        assertEquals(Decision.retryIn(2_000, true), decide(failure(kind).result(), 1));
    }

    @Test
    void waitsTwoFourAndEightSecondsThenGivesUp() {
        PostResult failure = status(500).result();
        assertEquals(Decision.retryIn(2_000, true), decide(failure, 1));
        assertEquals(Decision.retryIn(4_000, true), decide(failure, 2));
        assertEquals(Decision.retryIn(8_000, true), decide(failure, 3));
        assertEquals(Decision.failed(FailureReason.EXHAUSTED), decide(failure, 4));
    }

    @Test
    void addsAtMostATenth() {
        PostResult failure = status(500).result();
        assertEquals(Decision.retryIn(2_199, true), POLICY.decide(failure, 1, delivery(false, EventTerms.NEVER), SCHEDULE, NOW, 0.9999));
        assertEquals(Decision.retryIn(8_400, true), POLICY.decide(failure, 3, delivery(false, EventTerms.NEVER), SCHEDULE, NOW, 0.5));
    }

    @Test
    void retryAfterMovesTheNextAttemptLater() {
        assertEquals(Decision.retryIn(30_000, true), decide(status(503, "30").result(), 1));
    }

    @Test
    void retryAfterNeverMovesItEarlier() {
        assertEquals(Decision.retryIn(8_000, true), decide(status(503, "1").result(), 3));
    }

    @Test
    void retryAfterDoesNotProlongTheSchedule() {
        assertEquals(Decision.failed(FailureReason.EXHAUSTED), decide(status(503, "30").result(), 4));
    }

    @Test
    void goneEndsTheDeliveryAtOnce() {
        assertEquals(Decision.failed(FailureReason.GONE), decide(status(410).result(), 1));
    }

    @Test
    void aTestHasOneAttempt() {
        PostResult gone = status(410).result();
        assertEquals(
                Decision.failed(FailureReason.EXHAUSTED),
                POLICY.decide(gone, 1, delivery(true, EventTerms.NEVER), SCHEDULE, NOW, 0));
    }

    @Test
    void aClosedIdleConnectionMeansAnotherTryAtOnceEvenAtTheEndOfTheSchedule() {
        assertEquals(Decision.retryIn(0, true), decide(failure(Kind.STALE_CONNECTION).result(), 4));
    }

    @Test
    void aKeyIsHeldWhileTheScheduleAsksForNoMoreThanTheHold() {
        RetryPolicy holdsSixSeconds = new RetryPolicy(6_000);
        PostResult failure = status(500).result();
        ClaimedDelivery delivery = delivery(false, EventTerms.NEVER);
        assertTrue(holdsSixSeconds.decide(failure, 2, delivery, SCHEDULE, NOW, 0).holdsKey(), "2 s and 4 s");
        assertFalse(holdsSixSeconds.decide(failure, 2, delivery, SCHEDULE, NOW, 0.9).holdsKey(), "and what is added");
        assertFalse(holdsSixSeconds.decide(failure, 3, delivery, SCHEDULE, NOW, 0).holdsKey());
        assertFalse(holdsSixSeconds.decide(status(503, "7").result(), 1, delivery, SCHEDULE, NOW, 0).holdsKey());
    }

    @Test
    void theLongScheduleHoldsAKeyForItsFirstTwoDelaysOnly() {
        RetrySchedule schedule = World.SCHEDULES.named("long");
        PostResult failure = status(500).result();
        ClaimedDelivery delivery = delivery(false, EventTerms.NEVER);
        assertTrue(POLICY.decide(failure, 2, delivery, schedule, NOW, 0).holdsKey(), "5 s and 5 min");
        assertFalse(POLICY.decide(failure, 3, delivery, schedule, NOW, 0).holdsKey(), "and 30 min");
    }

    @Test
    void aRetryIsDueNoLaterThanTheDeliveryExpires() {
        assertEquals(Decision.retryIn(1_500, true), decideWith(status(500).result(), 1, NOW + 1_500));
        assertEquals(Decision.retryIn(1_500, true), decideWith(status(503, "3600").result(), 1, NOW + 1_500));
    }

    @Test
    void afterItsDeadlineADeliveryIsNotRetried() {
        assertEquals(Decision.failed(FailureReason.EXPIRED), decideWith(status(500).result(), 1, NOW));
        assertEquals(Decision.SENT, decideWith(status(200).result(), 1, NOW), "a late success counts");
    }

    private static Decision decide(PostResult result, int failures) {
        return POLICY.decide(result, failures, delivery(false, EventTerms.NEVER), SCHEDULE, NOW, 0);
    }

    private static Decision decideWith(PostResult result, int failures, long expiresAt) {
        return POLICY.decide(result, failures, delivery(false, expiresAt), SCHEDULE, NOW, 0);
    }

    private static ClaimedDelivery delivery(boolean test, long expiresAt) {
        return new ClaimedDelivery(1, null, null, null, 0, NOW, test, Priority.LOW, expiresAt, null, 0);
    }
}
