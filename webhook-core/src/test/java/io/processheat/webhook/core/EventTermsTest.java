package io.processheat.webhook.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.processheat.webhook.Priority;
import io.processheat.webhook.WebhookEvent;
import io.processheat.webhook.WebhookException.Reason;
import io.processheat.webhook.spi.EventTerms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTermsTest extends Scenario {

    @ParameterizedTest
    @CsvSource({"alarm.triggered, HIGH", "alarm.cleared, HIGH", "compliance.violation, MEDIUM", "model.deployed, LOW"})
    void haveThePriorityOfTheType(String type, Priority priority) {
        assertEquals(priority, terms(WebhookEvent.of(type, Map.of())).priority());
    }

    @Test
    void haveThePriorityThatIsConfiguredFromTheNextEventOn() {
        manager.modified(new TestConfig()
                .with("priority.high", new String[] {"compliance.violation, model.*"})
                .with("priority.medium", new String[0]), Map.of());
        assertEquals(Priority.HIGH, terms(WebhookEvent.of("compliance.violation", Map.of())).priority());
        assertEquals(Priority.HIGH, terms(WebhookEvent.of(MODEL, Map.of())).priority());
        assertEquals(Priority.LOW, terms(WebhookEvent.of("compliance.report_ready", Map.of())).priority());
        assertEquals(Priority.LOW, terms(WebhookEvent.of(ALARM, Map.of())).priority());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"alarm_id\": \"A-17\"}|A-17", "{\"z\": {\"alarm_id\": 1}, \"alarm_id\": 4711}|4711",
        "{\"alarm_id\": 17.50}|17.5", "{\"alarm_id\": \"t\\u00fcr\"}|tür"
    })
    void takeTheKeyOfAnAlarmFromItsPayload(String payload, String key) {
        assertEquals(key, terms(WebhookEvent.ofJson(ALARM, payload)).orderingKey());
    }

    @Test
    void takeTheKeyFromAMapAsFromAText() {
        assertEquals("17", terms(WebhookEvent.of(ALARM, Map.of("alarm_id", 17, "a", List.of(1)))).orderingKey());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{}", "{\"alarm_id\": null}", "{\"alarm_id\": true}", "{\"alarm_id\": \"\"}", "{\"alarm_id\": [\"A\"]}",
        "{\"alarm_id\": {\"id\": 1}}", "{\"alarm_id\": \"a\\nb\"}", "{\"in\": {\"alarm_id\": \"A\"}}"
    })
    void haveNoKeyWhereThePayloadHoldsNone(String payload) {
        assertNull(terms(WebhookEvent.ofJson(ALARM, payload)).orderingKey());
    }

    @Test
    void haveNoKeyWhereTheTypeHasNoSuchField() {
        assertNull(terms(WebhookEvent.of(MODEL, Map.of("alarm_id", "A"))).orderingKey());
        manager.modified(new TestConfig().with("ordering.keys", new String[] {"model.*=model", "alarm.cleared=id"}), Map.of());
        assertEquals("m1", terms(WebhookEvent.of(MODEL, Map.of("model", "m1"))).orderingKey());
        assertEquals("A", terms(WebhookEvent.of("alarm.cleared", Map.of("id", "A", "alarm_id", "B"))).orderingKey());
        assertNull(terms(WebhookEvent.of(ALARM, Map.of("alarm_id", "A"))).orderingKey());
    }

    @Test
    void preferTheKeyOfTheEvent() {
        WebhookEvent event = WebhookEvent.of(ALARM, Map.of("alarm_id", "A"));
        assertEquals("B", terms(event.withOrderingKey("B")).orderingKey());
        assertEquals("ü".repeat(256), terms(event.withOrderingKey("ü".repeat(256))).orderingKey());
        assertEquals("\uD83D\uDD25".repeat(256), terms(event.withOrderingKey("\uD83D\uDD25".repeat(256))).orderingKey());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\tb", "\uD83D"})
    void refuseWhatIsNoKey(String key) {
        WebhookEvent event = WebhookEvent.of(ALARM, Map.of());
        refused(Reason.INVALID, "ordering_key", () -> manager.triggerWebhook(event.withOrderingKey(key)));
        refused(Reason.INVALID, "ordering_key", () -> manager.triggerWebhook(event.withOrderingKey("k".repeat(257))));
        assertEquals(List.of(), store.events);
    }

    @Test
    void expireWhenTheEventSaysOrAfterTheTimeToLiveOfTheType() {
        manager.modified(new TestConfig().with("time.to.live", new String[] {"model.*=PT1H"}), Map.of());
        WebhookEvent model = WebhookEvent.of(MODEL, Map.of()).withTime(Instant.ofEpochMilli(store.clock).minusSeconds(7200));
        assertEquals(store.clock + Duration.ofHours(1).toMillis(), terms(model).expiresAt(), "counted from publishing");
        assertEquals(5, terms(model.withExpiresAt(Instant.ofEpochMilli(5))).expiresAt(), "the past is accepted");
        assertEquals(EventTerms.NEVER, terms(WebhookEvent.of(ALARM, Map.of())).expiresAt());
    }

    @Test
    void refuseADeadlineThatNobodyCanWrite() {
        refused(Reason.INVALID, "expires_at",
                () -> manager.triggerWebhook(WebhookEvent.of(ALARM, Map.of()).withExpiresAt(Instant.MAX)));
    }

    @Test
    void areNoPartOfWhatARepeatedIdMustMatch() {
        WebhookEvent event = WebhookEvent.of(MODEL, Map.of("a", 1)).withId("e1");
        manager.triggerWebhook(event.withOrderingKey("A"));
        assertEquals(true, manager.triggerWebhook(event.withOrderingKey("B")).repeated());
    }

    private EventTerms terms(WebhookEvent event) {
        manager.triggerWebhook(event);
        return store.events.get(store.events.size() - 1).terms();
    }
}
