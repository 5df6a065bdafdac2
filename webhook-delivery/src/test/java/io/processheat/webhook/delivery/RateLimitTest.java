package io.processheat.webhook.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {

    private final RateLimit limit = new RateLimit();

    @Test
    void doesNotLimitWithoutALimit() {
        limit.perSecond(0);
        limit.started(5);

        assertEquals(Long.MIN_VALUE, limit.startAt());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 100, 250, 3_000})
    void letsNoSecondHoldMoreAndUsesItUp(int perSecond) {
        limit.perSecond(perSecond);
        int seconds = 10;
        long started = 0;
        for (long now = 0; now < seconds * 1_000; now++) {
            while (limit.startAt() <= now) {
                limit.started(now);
                started++;
            }
        }
        long most = (long) perSecond * seconds + Math.max(1, perSecond / 50);
        assertTrue(started <= most && started >= (long) perSecond * seconds * 0.97, () -> "not " + perSecond + " per second");
    }

    @Test
    void doesNotSaveUpWhatWasNotUsed() {
        limit.perSecond(2);
        limit.started(0);
        limit.started(100_000);

        assertEquals(100_500, limit.startAt());
    }

    @Test
    void followsAChange() {
        limit.perSecond(1);
        limit.started(0);
        limit.perSecond(10);
        limit.started(1_000);

        assertEquals(1_100, limit.startAt());
    }
}
