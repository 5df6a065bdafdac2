package io.processheat.webhook.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processheat.webhook.DeliveryOptions;
import io.processheat.webhook.Webhook;
import io.processheat.webhook.WebhookException.Reason;
import io.processheat.webhook.WebhookRegistration;
import io.processheat.webhook.WebhookUpdate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryOptionsTest extends Scenario {

    @Test
    void areTheDefaultsWhereNothingIsSaid() {
        String id = register(ALARM);
        assertEquals(DeliveryOptions.DEFAULT, manager.getWebhook(id).orElseThrow().options());
    }

    @Test
    void areKeptAsGivenAndChangedOneByOne() {
        DeliveryOptions options = new DeliveryOptions(null, false, null, 1000, 100_000).withCoalesce(Set.of(MODEL));
        Webhook webhook = manager.registerWebhook(
                WebhookRegistration.of(URL, List.of(ALARM)).withOptions(options)).webhook();
        assertEquals(options.withRetrySchedule("default"), webhook.options());

        WebhookUpdate update = WebhookUpdate.NONE.withOptions(DeliveryOptions.NONE.withMaxInFlight(0).withCoalesce(Set.of()));
        assertEquals(options.withRetrySchedule("default").withMaxInFlight(0).withCoalesce(Set.of()),
                manager.updateWebhook(webhook.id(), update).webhook().options());
    }

    @Test
    void refuseToCoalesceWhatIsNoType() {
        refusedOptions(Reason.UNSUPPORTED_EVENT_TYPE, "coalesce", DeliveryOptions.NONE.withCoalesce(Set.of("no.such")));
        refusedOptions(Reason.INVALID, "coalesce", DeliveryOptions.NONE.withCoalesce(Set.of(" ")));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1001, Integer.MAX_VALUE})
    void refuseAnotherNumberOfAttemptsUnderWay(int number) {
        refusedOptions(Reason.INVALID, "max_in_flight", DeliveryOptions.NONE.withMaxInFlight(number));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 100_001})
    void refuseAnotherRate(int number) {
        refusedOptions(Reason.INVALID, "max_per_second", DeliveryOptions.NONE.withMaxPerSecond(number));
    }

    private void refusedOptions(Reason reason, String field, DeliveryOptions options) {
        String id = register(ALARM);
        List<Webhook> before = manager.listWebhooks();
        refused(reason, field, () -> manager.registerWebhook(WebhookRegistration.of(URL, List.of(ALARM)).withOptions(options)));
        refused(reason, field, () -> manager.updateWebhook(id, WebhookUpdate.NONE.withOptions(options)));
        assertEquals(before, manager.listWebhooks());
    }
}
