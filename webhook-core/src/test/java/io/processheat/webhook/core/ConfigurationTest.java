package io.processheat.webhook.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.WebhookException.Reason;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigurationTest extends Scenario {

    @Test
    void aConfiguredTypeCanBeSubscribedToAndPublishedAtOnce() {
        refused(Reason.UNSUPPORTED_EVENT_TYPE, () -> register("furnace.started"));
        manager.modified(new TestConfig().withTypes("furnace.started"));
        register("furnace.started");
        assertEquals(1, manager.triggerWebhook("furnace.started", Map.of()).deliveryIds().size());
        assertTrue(manager.eventTypes().contains("furnace.started"));
    }

    @Test
    void anInvalidChangeLeavesTheLastValidOneInForce() {
        manager.modified(new TestConfig().withTypes("furnace.started"));
        manager.modified(new TestConfig().withTypes("NO"));
        assertTrue(manager.eventTypes().contains("furnace.started"));
    }
}
