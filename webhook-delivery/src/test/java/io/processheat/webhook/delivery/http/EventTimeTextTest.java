package io.processheat.webhook.delivery.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTextTest {

    @ParameterizedTest
    @ValueSource(strings = {
        "2026-11-23T21:05:00.000Z", "1970-01-01T00:00:00.007Z", "1969-12-31T23:59:59.120Z", "0000-01-01T00:00:00.999Z", "9999-12-31T23:59:58.050Z"
    })
    void writesTheSameWhetherTheSecondIsNewOrNot(String text) {
        EventTimeText times = new EventTimeText();
        long millis = Instant.parse(text).toEpochMilli();
        assertEquals(text, written(times, millis));
        long last = Math.floorDiv(millis, 1000L) * 1000 + 999;
        assertEquals(text.substring(0, 20) + "999Z", written(times, last));
        assertEquals(text, written(times, millis));
        assertEquals(text.substring(0, 20) + "999Z", written(times, last));
        assertEquals(Instant.ofEpochMilli(last + 1), Instant.parse(written(times, last + 1)));
        assertEquals(text, written(times, millis));
    }

    private static String written(EventTimeText times, long millis) {
        return new String(times.of(millis), StandardCharsets.US_ASCII);
    }
}
