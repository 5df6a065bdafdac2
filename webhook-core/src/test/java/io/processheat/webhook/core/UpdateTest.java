package io.processheat.webhook.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.processheat.webhook.DeliveryOptions;
import io.processheat.webhook.RegisteredWebhook;
import io.processheat.webhook.Webhook;
import io.processheat.webhook.WebhookException.Reason;
import io.processheat.webhook.WebhookRegistration;
import io.processheat.webhook.WebhookUpdate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UpdateTest extends Scenario {

    private Webhook before;

    @BeforeEach
    void registerOne() {
        before = manager.registerWebhook(WebhookRegistration.of(URL, List.of(ALARM)).withMetadata(Map.of("a", 1))).webhook();
    }

    @Test
    void changesWhatIsNamedAndKeepsTheRest() {
        Webhook after = update(WebhookUpdate.NONE.withEvents(List.of(MODEL, MODEL))).webhook();

        assertEquals(new TreeSet<>(List.of(MODEL)), after.events());
        assertEquals(List.of(before.url(), before.metadata(), before.options(), before.active()),
                List.of(after.url(), after.metadata(), after.options(), after.active()));
        assertEquals(before, update(WebhookUpdate.NONE.withEvents(List.of(ALARM))).webhook());
    }

    @Test
    void changesEverything() {
        Webhook after = update(WebhookUpdate.NONE.withUrl("https://other.example").withMetadata(Map.of())
                .withOptions(DeliveryOptions.NONE.withRetrySchedule("long")).withActive(false)).webhook();

        assertEquals("https://other.example", after.url());
        assertEquals(Map.of(), after.metadata());
        assertEquals("long", after.options().retrySchedule());
        assertFalse(after.active());
    }

    @Test
    void replacesTheSecretAndPassesWarningsOn() {
        RegisteredWebhook updated = update(WebhookUpdate.NONE.withSecret(TestSigner.SHORT));

        assertEquals(Optional.empty(), updated.generatedSecret());
        assertEquals(List.of("the secret is short"), updated.warnings());
        assertEquals(List.of(TestSigner.SHORT), store.webhook(UUID.fromString(before.id())).orElseThrow().secrets().stream()
                .map(TestSigner::opened).toList());
    }

    @Test
    void refusesWhatRegistrationRefuses() {
        refused(Reason.INVALID, "secret", () -> update(WebhookUpdate.NONE.withSecret("")));
        refused(Reason.INVALID, "url", () -> update(WebhookUpdate.NONE.withUrl("ftp://plant.example")));
        refused(Reason.INVALID, "events", () -> update(WebhookUpdate.NONE.withEvents(List.of())));
        refused(Reason.INVALID, "events", () -> update(WebhookUpdate.NONE.withEvents(Arrays.asList(ALARM, null))));
        refused(Reason.UNSUPPORTED_EVENT_TYPE, "events", () -> update(WebhookUpdate.NONE.withEvents(List.of("test"))));
        refused(Reason.INVALID, "metadata", () -> update(WebhookUpdate.NONE.withMetadata(Map.of("a", Double.NaN))));
        refused(Reason.INVALID, "retry_schedule", () -> update(WebhookUpdate.NONE.withOptions(DeliveryOptions.NONE.withRetrySchedule("never"))));
        assertEquals(Optional.of(before), manager.getWebhook(before.id()));
    }

    @Test
    void needsADispatcherOnlyForWhatItChecks() {
        manager.unbindDispatcher(dispatcher);
        refused(Reason.UNAVAILABLE, () -> update(WebhookUpdate.NONE.withUrl(URL)));
        assertFalse(update(WebhookUpdate.NONE.withActive(false)).webhook().active());
    }

    @Test
    void doesNotFindWhatDoesNotExist() {
        for (String id : List.of("no id", UUID.randomUUID().toString())) {
            refused(Reason.NOT_FOUND, () -> manager.updateWebhook(id, WebhookUpdate.NONE));
        }
        manager.unregisterWebhook(before.id());
        refused(Reason.NOT_FOUND, () -> update(WebhookUpdate.NONE));
    }

    private RegisteredWebhook update(WebhookUpdate update) {
        return manager.updateWebhook(before.id(), update);
    }
}
