package io.processheat.webhook.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.DeliveryOptions;
import io.processheat.webhook.HealthStatus;
import io.processheat.webhook.RegisteredWebhook;
import io.processheat.webhook.Webhook;
import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import io.processheat.webhook.WebhookRegistration;
import io.processheat.webhook.spi.StoredWebhook;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationTest extends Scenario {

    private final WebhookRegistration valid = WebhookRegistration.of(URL, List.of(ALARM));

    @Test
    void storesAnActiveHealthyWebhook() {
        Webhook webhook = manager.registerWebhook(WebhookRegistration.of(URL, List.of(MODEL, ALARM))
                        .withMetadata(Map.of("line", 3))
                        .withOptions(DeliveryOptions.NONE.withRetrySchedule("long")))
                .webhook();

        assertEquals(7, UUID.fromString(webhook.id()).version());
        assertEquals(new Webhook(webhook.id(), URL, new TreeSet<>(List.of(ALARM, MODEL)), Map.of("line", 3),
                DeliveryOptions.DEFAULT.withRetrySchedule("long"), true, false, HealthStatus.HEALTHY, 0, Optional.empty(), Instant.ofEpochMilli(store.clock)), webhook);
        assertEquals(Optional.of(webhook), manager.getWebhook(webhook.id()));
    }

    @Test
    void makesASecretWhereNoneIsGivenAndShowsItOnce() {
        RegisteredWebhook registered = manager.registerWebhook(valid);

        assertEquals(Optional.of(TestSigner.MADE), registered.generatedSecret());
        assertEquals(TestSigner.MADE, storedSecret(registered.webhook()));
        assertEquals(DeliveryOptions.DEFAULT, registered.webhook().options());
    }

    @Test
    void sealsTheSecretThatIsGivenAndPassesWarningsOn() {
        RegisteredWebhook registered = manager.registerWebhook(valid.withSecret(TestSigner.SHORT));

        assertEquals(Optional.empty(), registered.generatedSecret());
        assertEquals(List.of("the secret is short"), registered.warnings());
        assertEquals(TestSigner.SHORT, storedSecret(registered.webhook()));
    }

    @Test
    void foldsATypeThatIsNamedTwice() {
        assertEquals(new TreeSet<>(List.of(ALARM)),
                manager.registerWebhook(WebhookRegistration.of(URL, List.of(ALARM, ALARM))).webhook().events());
    }

    @ParameterizedTest
    @ValueSource(strings = {"test", "alarm", "Alarm.triggered", "alarm.triggered ", "alarm.*", "furnace.started"})
    void refusesAnUnsupportedTypeByNameAndListsTheOthers(String type) {
        WebhookException refusal = refused(Reason.UNSUPPORTED_EVENT_TYPE, "events",
                () -> manager.registerWebhook(WebhookRegistration.of(URL, List.of(ALARM, type))));
        assertTrue(refusal.getMessage().contains("'" + type + "'"), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("alarm.cleared, alarm.triggered, calculation.completed"));
        nothingIsStored();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  ", "http://plant.example"})
    void refusesAUrlThatIsMissingOrThatTheDispatcherRefuses(String url) {
        refused(Reason.INVALID, "url", () -> manager.registerWebhook(WebhookRegistration.of(url, List.of(ALARM))));
        nothingIsStored();
    }

    @Test
    void refusesNoEventsAndBlankOnes() {
        refused(Reason.INVALID, "events", () -> register());
        refused(Reason.INVALID, "events", () -> register(ALARM, " "));
        nothingIsStored();
    }

    @Test
    void refusesWhatTheSignerRefuses() {
        refused(Reason.INVALID, "secret", () -> manager.registerWebhook(valid.withSecret("")));
        nothingIsStored();
    }

    @Test
    void refusesAnUnknownRetryScheduleAndListsTheOthers() {
        WebhookException refusal = refused(Reason.INVALID, "retry_schedule",
                () -> manager.registerWebhook(valid.withOptions(DeliveryOptions.NONE.withRetrySchedule("never"))));
        assertEquals("there is no retry schedule 'never'; configured: default, long", refusal.getMessage());
        nothingIsStored();
    }

    @Test
    void refusesMetadataThatIsNoJsonOrTooLarge() {
        WebhookException noJson = refused(Reason.INVALID, "metadata",
                () -> manager.registerWebhook(valid.withMetadata(Map.of("a", List.of(1, new Object())))));
        assertEquals("metadata.a[1]: a value has no JSON form: java.lang.Object", noJson.getMessage());
        String fits = "x".repeat(16 * 1024 - 9);
        assertEquals(Map.of("a", fits), manager.registerWebhook(valid.withMetadata(Map.of("a", fits))).webhook().metadata());
        refused(Reason.INVALID, "metadata", () -> manager.registerWebhook(valid.withMetadata(Map.of("a", fits + "x"))));
    }

    @Test
    void keepsACopyOfTheMetadata() {
        Map<String, Object> metadata = new HashMap<>(Map.of("list", Arrays.asList(1, null), "array", new int[] {1}));
        Webhook webhook = manager.registerWebhook(valid.withMetadata(metadata)).webhook();
        metadata.clear();
        assertEquals(Map.of("list", Arrays.asList(1, null), "array", List.of(1)), webhook.metadata());
    }

    @Test
    void isUnavailableWithoutADispatcherAndServesAgainWithOne() {
        manager.unbindDispatcher(dispatcher);
        refused(Reason.UNAVAILABLE, () -> manager.registerWebhook(valid));
        nothingIsStored();
        manager.bindDispatcher(dispatcher);
        manager.registerWebhook(valid);
    }

    @Test
    void reportsThatTheStoreCannotTakeIt() {
        store.fail(Reason.FULL);
        refused(Reason.FULL, () -> manager.registerWebhook(valid));
    }

    @Test
    void unregisteringAnswersWhetherThereWasOne() {
        String id = register(ALARM);
        assertTrue(manager.unregisterWebhook(id));
        assertFalse(manager.unregisterWebhook(id));
        assertFalse(manager.unregisterWebhook("no id"));
        assertEquals(Optional.empty(), manager.getWebhook(id));
    }

    private String storedSecret(Webhook webhook) {
        StoredWebhook stored = store.webhook(UUID.fromString(webhook.id())).orElseThrow();
        assertEquals(1, stored.secrets().size());
        return TestSigner.opened(stored.secrets().get(0));
    }

    private void nothingIsStored() {
        assertEquals(List.of(), manager.listWebhooks());
    }
}
