package io.processheat.webhook.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import io.processheat.webhook.WebhookException.Reason;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigurationTest extends Scenario {

    @Test
    void aConfiguredTypeCanBeSubscribedToAndPublishedAtOnce() {
        refused(Reason.UNSUPPORTED_EVENT_TYPE, () -> register("furnace.started"));
        manager.modified(new TestConfig().withTypes("furnace.started"), Map.of());
        register("furnace.started");
        assertEquals(1, manager.triggerWebhook("furnace.started", Map.of()).deliveryIds().size());
        assertTrue(manager.eventTypes().contains("furnace.started"));
    }

    @Test
    void aMisspeltKeyIsNamedWithThoseThereAre() {
        try (LogCapture log = new LogCapture()) {
            manager.modified(new TestConfig(), Map.of("order.keys", "a", "service.pid", "p", "max.payload.bytes", 4096));
            String warning = log.at(Level.WARN).get(0);
            assertTrue(warning.startsWith("Configuration io.processheat.webhook.core has keys that mean nothing and are ignored:"
                    + " [order.keys]; those that do: [event.types, max.metadata.bytes,"), warning);
        }
    }

    @Test
    void anInvalidChangeLeavesTheLastValidOneInForce() {
        manager.modified(new TestConfig().withTypes("furnace.started"), Map.of());
        manager.modified(new TestConfig().withTypes("NO"), Map.of());
        assertTrue(manager.eventTypes().contains("furnace.started"));
    }
}
