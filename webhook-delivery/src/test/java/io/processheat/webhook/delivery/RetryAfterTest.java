package io.processheat.webhook.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final long NOW = Instant.parse("2026-11-24T10:00:00Z").toEpochMilli();

    @Test
    void seconds() {
        assertEquals(120_000, RetryAfter.delayMillis(" 120 ", NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "Tue, 24 Nov 2026 10:02:00 GMT", "Tuesday, 24-Nov-26 10:02:00 GMT", "Tue Nov 24 10:02:00 2026"
    })
    void aDateInEachOfTheFormsOfHttp(String date) {
        assertEquals(120_000, RetryAfter.delayMillis(date, NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"86401", "99999999999999999999999", "Fri, 24 Nov 2028 10:02:00 GMT"})
    void atMostADay(String header) {
        assertEquals(TimeUnit.HOURS.toMillis(24), RetryAfter.delayMillis(header, NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-5", "soon", "1.5", "0", "Mon, 23 Nov 2026 10:02:00 GMT"})
    void nothingFromWhatMakesNoSenseOrIsPast(String header) {
        assertEquals(0, RetryAfter.delayMillis(header, NOW));
    }

    @Test
    void nothingFromNothing() {
        assertEquals(0, RetryAfter.delayMillis(null, NOW));
    }
}
