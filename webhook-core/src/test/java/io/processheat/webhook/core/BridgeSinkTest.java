package io.processheat.webhook.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import io.processheat.webhook.Priority;
import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import io.processheat.webhook.bridge.PostedEvent;
import io.processheat.webhook.spi.EventTerms;
import io.processheat.webhook.spi.NewEvent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BridgeSinkTest extends Scenario {

    private BridgeSink sink;

    @BeforeEach
    void open() {
        sink = new BridgeSink(manager);
    }

    @Test
    void publishesUnderTheIdAndTheTimeOfTheEvent() {
        register(ALARM);
        assertEquals("e1", done(accept(Map.of("value", 451.5))));

        NewEvent event = store.events.get(0);
        assertEquals(ALARM, event.content().type());
        assertEquals(1_700_000_000_000L, event.content().eventTime());
        assertTrue(event.idGiven());
        assertEquals(1, event.deliveries().size());
        assertEquals("e1", done(accept(Map.of("value", 451.5))), "handing over again is harmless");
        assertEquals(1, store.events.size());
    }

    @Test
    void takesAllPropertiesButThoseThatSayHowToHandleTheEvent() {
        assertEquals("{\"timestamp\": \"soon\", \"value\": 1}",
                payload(Map.of("value", 1, "ordering.key", "k1", "webhook.priority", 9, "timestamp", "soon")));
    }

    @Test
    void takesThePropertyPayloadWhereItIsAMapOrAText() {
        assertEquals("{\"a\": 1}", payload(Map.of("payload", Map.of("a", 1), "other", 2)));
        assertEquals("{\"a\": 1}", payload(Map.of("payload", "{\"a\":1}", "other", 2)));
        assertEquals("{\"payload\": 3.5, \"unit\": \"t\"}", payload(Map.of("payload", 3.5, "unit", "t")));
    }

    @Test
    void takesTheTermsOfTheEventFromItsProperties() {
        assertEquals("{\"value\": 1}", payload(Map.of("value", 1, "ordering.key", "k1", "expires.at", 1_800_000_000_000L)));
        assertEquals(new EventTerms(Priority.HIGH, "k1", 1_800_000_000_000L), lastTerms());

        assertEquals("{\"a\": 1}", payload(Map.of("payload", Map.of("a", 1), "ordering.key", 17, "expires.at", "2030-01-01T01:00:00+01:00")));
        assertEquals(new EventTerms(Priority.HIGH, "17", 1_893_456_000_000L), lastTerms());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2030-01-01T00:00:00Z", "2030-01-01T01:00:00+01:00[Europe/Berlin]"})
    void takesADeadlineAsTheBridgeWritesIt(String text) {
        payload(Map.of("expires.at", text));
        assertEquals(1_893_456_000_000L, lastTerms().expiresAt());
    }

    @Test
    void publishesAllTheSameWhereTheTermsCannotBeUsedAndSaysSo() {
        try (LogCapture log = new LogCapture()) {
            assertEquals("{\"alarm_id\": \"A\"}", payload(Map.of("alarm_id", "A", "ordering.key", List.of("k"), "expires.at", "tomorrow")));
            assertEquals(new EventTerms(Priority.HIGH, "A", EventTerms.NEVER), lastTerms());
            payload(Map.of("ordering.key", "k".repeat(257), "expires.at", Double.NaN));
            payload(Map.of("ordering.key", "", "expires.at", Long.MAX_VALUE));
            assertEquals(new EventTerms(Priority.HIGH, null, EventTerms.NEVER), lastTerms());
            assertEquals(1, log.at(Level.WARN).size(), "once a minute at the most");
            assertTrue(log.at(Level.WARN).get(0).startsWith("1 unusable properties of posted events were left out (1 in all)"));
            assertTrue(log.at(Level.WARN).get(0).contains("last ordering.key in alarm.triggered, event e0: it must be 1 to 256"));
        }
    }

    @Test
    void keepsTheTermsOfAnEventWhoseNumbersBecameNull() {
        payload(Map.of("t", Double.NaN, "ordering.key", "k1", "expires.at", 1_800_000_000_000L));
        assertEquals(new EventTerms(Priority.HIGH, "k1", 1_800_000_000_000L), lastTerms());
    }

    @Test
    void turnsNonFiniteNumbersToNullAndSaysSo() {
        try (LogCapture log = new LogCapture()) {
            assertEquals("{\"t\": [null, 1.0], \"u\": null}",
                    payload(Map.of("t", Arrays.asList(Double.NaN, 1.0), "u", Float.POSITIVE_INFINITY)));
            assertTrue(log.at(Level.WARN).get(0).startsWith("2 numbers in posted events"));
        }
    }

    @Test
    void turnsNonFiniteNumbersInATextToNull() {
        assertEquals("{\"t\": null, \"u\": null}", payload(Map.of("payload", "{\"t\": NaN, \"u\": -Infinity}")));
    }

    @Test
    void tellsThatAnEventCanNeverBeTaken() {
        done(accept(Map.of()));
        manager.modified(new TestConfig().with("max.payload.bytes", 1024), Map.of());

        assertRefusedForEver("UNSUPPORTED_EVENT_TYPE", sink.accept(posted("e2", "no.such", Map.of())));
        assertRefusedForEver("INVALID", sink.accept(posted("e2", ALARM, Map.of("payload", "no JSON"))));
        assertRefusedForEver("INVALID: event_id", sink.accept(posted("no id", ALARM, Map.of())));
        assertRefusedForEver("TOO_LARGE", sink.accept(posted("e2", ALARM, Map.of("a", "x".repeat(1024)))));
        assertRefusedForEver("CONFLICT", accept(Map.of("other", 1)));
    }

    @ParameterizedTest
    @EnumSource(names = {"FULL", "UNAVAILABLE"})
    void passesOnWhatMayChange(Reason reason) {
        store.fail(reason);
        failed(reason, accept(Map.of()));
    }

    @Test
    void isToTryAgainOnceTheManagerStopped() {
        manager.deactivate();
        failed(Reason.UNAVAILABLE, accept(Map.of()));
    }

    @Test
    void doesNotBlockAndCompletesWithTheCommitWithoutAnotherThread() {
        store.hold();
        CompletionStage<String> accepted = accept(Map.of());
        assertFalse(accepted.toCompletableFuture().isDone());
        store.commit();
        assertTrue(accepted.toCompletableFuture().isDone());
        assertEquals("e1", done(accepted));
    }

    private static void assertRefusedForEver(String why, CompletionStage<String> accepted) {
        CompletionException failure =
                assertThrows(CompletionException.class, () -> accepted.toCompletableFuture().getNow(null));
        IllegalArgumentException refusal = assertInstanceOf(IllegalArgumentException.class, failure.getCause());
        assertTrue(refusal.getMessage().startsWith(why), refusal.getMessage());
        assertInstanceOf(WebhookException.class, refusal.getCause());
    }

    private String payload(Map<String, Object> properties) {
        String id = "e" + store.events.size();
        assertEquals(id, done(sink.accept(posted(id, ALARM, properties))));
        return new String(store.events.get(store.events.size() - 1).content().payload(), UTF_8);
    }

    private EventTerms lastTerms() {
        return store.events.get(store.events.size() - 1).terms();
    }

    private CompletionStage<String> accept(Map<String, Object> properties) {
        return sink.accept(posted("e1", ALARM, properties));
    }

    private static PostedEvent posted(String id, String type, Map<String, Object> properties) {
        return new PostedEvent(
                id, "processheat/" + type.replace('.', '/'), type, 1_700_000_000_000L, new HashMap<>(properties));
    }
}
