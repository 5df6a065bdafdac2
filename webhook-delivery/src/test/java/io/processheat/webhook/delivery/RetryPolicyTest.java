package io.processheat.webhook.delivery;

import static io.processheat.webhook.delivery.ScriptedSender.failure;
import static io.processheat.webhook.delivery.ScriptedSender.status;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processheat.webhook.FailureReason;
import io.processheat.webhook.delivery.http.PostResult;
import io.processheat.webhook.delivery.http.PostResult.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryPolicyTest {

    private static final long NOW = 1_795_000_000_000L;
    private static final RetrySchedule SCHEDULE = RetrySchedules.parse(List.of()).named("default");

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 204, 299})
    void success(int status) {
        assertEquals(Decision.SENT, decide(status(status).result(), 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 400, 404, 429, 500, 503})
    void everyOtherStatusIsAFailure(int status) {
        assertEquals(Decision.retryIn(2_000), decide(status(status).result(), 1));
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = {"STALE_CONNECTION", "STOPPED"}, mode = EnumSource.Mode.EXCLUDE)
    void soIsEveryKindOfNoAnswer(Kind kind) {
        assertEquals(Decision.retryIn(2_000), decide(failure(kind).result(), 1));
    }

    @Test
    void waitsTwoFourAndEightSecondsThenGivesUp() {
        PostResult failure = status(500).result();
        assertEquals(Decision.retryIn(2_000), decide(failure, 1));
        assertEquals(Decision.retryIn(4_000), decide(failure, 2));
        assertEquals(Decision.retryIn(8_000), decide(failure, 3));
        assertEquals(Decision.failed(FailureReason.EXHAUSTED), decide(failure, 4));
    }

    @Test
    void addsAtMostATenth() {
        PostResult failure = status(500).result();
        assertEquals(Decision.retryIn(2_199), RetryPolicy.decide(failure, 1, false, SCHEDULE, NOW, 0.9999));
        assertEquals(Decision.retryIn(8_400), RetryPolicy.decide(failure, 3, false, SCHEDULE, NOW, 0.5));
    }

    @Test
    void retryAfterMovesTheNextAttemptLater() {
        assertEquals(Decision.retryIn(30_000), decide(status(503, "30").result(), 1));
    }

    @Test
    void retryAfterNeverMovesItEarlier() {
        assertEquals(Decision.retryIn(8_000), decide(status(503, "1").result(), 3));
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
                Decision.failed(FailureReason.EXHAUSTED), RetryPolicy.decide(gone, 1, true, SCHEDULE, NOW, 0));
    }

    @Test
    void aClosedIdleConnectionMeansAnotherTryAtOnceEvenAtTheEndOfTheSchedule() {
        assertEquals(Decision.retryIn(0), decide(failure(Kind.STALE_CONNECTION).result(), 4));
    }

    private static Decision decide(PostResult result, int failures) {
        return RetryPolicy.decide(result, failures, false, SCHEDULE, NOW, 0);
    }
}
