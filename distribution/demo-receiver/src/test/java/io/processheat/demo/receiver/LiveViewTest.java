package io.processheat.demo.receiver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveViewTest {

    private Instant now = Instant.parse("2026-11-24T12:00:00Z");
    private final Screen screen = new Screen(() -> now);
    private final LiveView view = new LiveView(screen.terminal(), () -> now, 20);

    @Test
    void everyThingHasItsLineWhileItCanBeRead() {
        view.accepted(request("calculation.completed", 1), Optional.empty());
        view.sentAway(request("calculation.completed", 1));
        view.accepted(request("calculation.completed", 2), Optional.of(Duration.ofMillis(2_090)));
        view.refused(Person.SHIFT_LEADER, "not ours");

        assertTrue(screen.lines().get(0).endsWith("✓ signature ok   efficiency 88.4 %"));
        assertTrue(screen.lines().get(1).endsWith("… answered 503 on purpose, will be retried"));
        assertTrue(screen.lines().get(2).endsWith("✓ signature ok   attempt 2 (retried after 2.1 s)"));
        assertTrue(screen.lines().get(3).endsWith("(somebody without the secret)  ✗ SIGNATURE REFUSED → 401 (not ours)"));
    }

    @Test
    void quietSecondsHaveNoFigures() {
        view.accepted(request("calculation.completed", 1), Optional.empty());
        nextSecond();
        assertEquals(1, screen.lines().size());
    }

    @Test
    void highRateShowsFiguresInsteadOfRoutine() {
        busySecond();
        int linesBefore = screen.lines().size();
        assertTrue(linesBefore <= 21, "lines " + linesBefore);

        busySecond();
        assertEquals(linesBefore + 1, screen.lines().size());
        assertTrue(screen.shows("5,000 received/s"));
        assertTrue(screen.shows("5,000 signatures ok, 0 refused"));
    }

    @Test
    void alarmsRetriesAndRefusalsAreStillSeenAtAHighRateButNotAllOfThem() {
        busySecond();
        int linesBefore = screen.lines().size();
        for (int i = 0; i < 1_000; i++) {
            view.accepted(request("alarm.triggered", 1), Optional.empty());
            view.accepted(request("calculation.completed", 2), Optional.empty());
            view.refused(Person.SHIFT_LEADER, "not ours");
        }
        assertTrue(screen.shows("alarm.triggered"));
        assertTrue(screen.shows("attempt 2"));
        assertTrue(screen.shows("REFUSED"));
        assertTrue(screen.lines().size() <= linesBefore + 15);
    }

    @Test
    void linesComeBackWhenTheRateFalls() {
        busySecond();
        nextSecond();
        int linesBefore = screen.lines().size();
        view.accepted(request("calculation.completed", 1), Optional.empty());
        assertEquals(linesBefore + 1, screen.lines().size());
    }

    @Test
    void summaryCountsThePeriodAndTheWhole() {
        view.accepted(request("calculation.completed", 1), Optional.empty());
        view.summary(Duration.ofSeconds(30));
        view.accepted(request("calculation.completed", 1), Optional.empty());
        view.sentAway(request("calculation.completed", 1));
        view.refused(Person.SHIFT_LEADER, "not ours");
        view.summary(Duration.ofSeconds(30));

        String last = screen.lines().get(screen.lines().size() - 1);
        assertTrue(last.contains("3 in 30 s"), last);
        assertTrue(last.endsWith("2 signatures ok, 1 refused, 1 answered 503, 0 retried; 4 since the start"), last);
    }

    @Test
    void secondsAreMeasuredNotAssumed() {
        for (int i = 0; i < 100; i++) {
            view.accepted(request("calculation.completed", 1), Optional.empty());
        }
        now = now.plusSeconds(2);
        view.second();
        assertTrue(screen.shows("50 received/s"));
        assertFalse(screen.shows("100 received/s"));
    }

    private void busySecond() {
        for (int i = 0; i < 5_000; i++) {
            view.accepted(request("calculation.completed", 1), Optional.empty());
        }
        nextSecond();
    }

    private void nextSecond() {
        now = now.plusSeconds(1);
        view.second();
    }

    private static Received request(String type, int attempt) {
        byte[] payload = "{\"efficiency_percent\": 88.43}".getBytes(StandardCharsets.UTF_8);
        return new Received(Person.HISTORIAN, type, "delivery", attempt, payload);
    }
}
