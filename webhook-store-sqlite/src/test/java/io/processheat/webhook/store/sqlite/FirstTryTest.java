package io.processheat.webhook.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.Attempt;
import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.spi.ClaimedDelivery;
import io.processheat.webhook.spi.Outcome;
import io.processheat.webhook.spi.RecordingClaimant;
import io.processheat.webhook.spi.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirstTryTest {

    private static final long ROOM = 1L << 46;
    private static final long SIX_BYTES_FROM = 1L << 31;
    private static final long SIX_BYTES_TO = 1L << 47;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T03:00:00Z,            PT0S,            200",
        "2026-11-24T03:00:00.000999Z,     PT0.000001S,     204",
        "2026-11-24T03:00:00.999999999Z,  PT0.000999999S,  299",
        "2026-11-24T03:00:00.5Z,          PT10.000001S,    202",
        "1969-12-31T23:59:59.9996Z,       PT0.0005S,       200",
        "2026-11-24T03:00:00.123456Z,     PT20H,           201"
    })
    void comesBackAsTheRowsOfAttemptsWouldTellIt(Instant startedAt, Duration duration, int status) {
        Attempt attempt = attempt(1, startedAt, duration, status, "");
        long sentAt = startedAt.plus(duration).toEpochMilli();
        assertTrue(FirstTry.fits(attempt));

        long packed = FirstTry.packed(attempt, sentAt);

        Attempt told = FirstTry.unpacked(packed, sentAt).orElseThrow();
        Instant startedMillis = Instant.ofEpochMilli(startedAt.toEpochMilli());
        Duration wholeMicros = Duration.ofNanos(duration.toNanos() / 1_000 * 1_000);
        assertEquals(attempt(1, startedMillis, wholeMicros, status, ""), told);
        assertTrue(SIX_BYTES_FROM <= packed && packed < SIX_BYTES_TO, "as long as the room that was kept");
    }

    @Test
    void isNothingWhereOnlyItsRoomIsThere() {
        assertEquals(Optional.empty(), FirstTry.unpacked(ROOM, 0));
    }

    @Test
    void doesNotFitWhereARowWouldSayMore() {
        Instant now = Instant.now();
        Duration second = Duration.ofSeconds(1);

        assertFalse(FirstTry.fits(attempt(2, now, second, 200, "")));
        assertFalse(FirstTry.fits(attempt(1, now, second, 200, "thanks")));
        assertFalse(FirstTry.fits(attempt(1, now, second, 302, "")));
        assertFalse(FirstTry.fits(attempt(1, now, Duration.ofDays(3), 200, "")));
        assertFalse(FirstTry.fits(attempt(1, now, second.negated(), 200, "")));
    }

    @Test
    void showsTheSameHistoryWithAndWithoutARow() {
        SqliteStore store = Stores.open(folder);
        UUID webhook = Stores.register(store);
        RecordingClaimant claimant = new RecordingClaimant("node");
        Stores.append(store, Samples.event(webhook), claimant);
        Stores.append(store, Samples.event(webhook), claimant);
        Instant start = Instant.ofEpochMilli(store.now());
        Attempt silent = attempt(1, start, Duration.ofMillis(12), 204, "");
        Attempt talking = attempt(1, start, Duration.ofMillis(12), 204, "thanks");

        ClaimedDelivery first = claimant.deliveries().get(0);
        ClaimedDelivery second = claimant.deliveries().get(1);
        Stores.await(store.record(List.of(sent(first, silent), sent(second, talking)), 5));

        assertEquals(List.of(silent), store.delivery(first.deliveryId()).orElseThrow().attempts());
        assertEquals(List.of(talking), store.delivery(second.deliveryId()).orElseThrow().attempts());
        Stores.some(store, webhook, WebhookStatus.SENT)
                .forEach(delivery -> assertEquals(Optional.of(204), delivery.httpStatus()));
        store.close();
    }

    private static Outcome sent(ClaimedDelivery delivery, Attempt attempt) {
        return new Outcome(delivery, attempt, WebhookStatus.SENT, null, 0, true, false);
    }

    private static Attempt attempt(int number, Instant startedAt, Duration duration, int status, String response) {
        return new Attempt(number, startedAt, duration, Optional.of(status), Optional.empty(), response);
    }
}
