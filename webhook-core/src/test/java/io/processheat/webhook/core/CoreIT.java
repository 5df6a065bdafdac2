package io.processheat.webhook.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import io.processheat.webhook.WebhookRegistration;
import io.processheat.webhook.WebhookSubscriberManager;
import io.processheat.webhook.bridge.EventSink;
import io.processheat.webhook.spi.Dispatcher;
import io.processheat.webhook.spi.Signer;
import io.processheat.webhook.spi.WebhookStore;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;

/** The bundle as it was built, in a framework: what it resolves without, and how its services come and go. */
class CoreIT {

    private static final String ALARM = "alarm.triggered";

    @TempDir
    Path cache;

    private final InMemoryStore store = new InMemoryStore();
    private final TestDispatcher dispatcher = new TestDispatcher();
    private Felix felix;

    @BeforeEach
    void start() throws Exception {
        felix = new Felix(cache);
    }

    @AfterEach
    void stop() throws Exception {
        felix.stop();
    }

    @Test
    void servesWithoutABridge() throws Exception {
        felix.startCore();
        registerParts();
        WebhookSubscriberManager manager = felix.service(WebhookSubscriberManager.class);
        manager.registerWebhook(WebhookRegistration.of("https://plant.example", List.of(ALARM)));
        assertEquals(1, manager.triggerWebhook(ALARM, Map.of("a", 1)).deliveryIds().size());
    }

    @Test
    void servesABridgeThatComesLater() throws Exception {
        felix.startCore();
        registerParts();
        Bundle bridge = felix.startBridge();
        Felix.await("the bridge sees a sink", () -> BridgeStandIn.seesSink(bridge));
        assertEquals("e1", BridgeStandIn.accept(bridge, ALARM, Map.of("t", Double.NaN)));
        assertEquals("{\"t\": null}", new String(store.events.get(0).content().payload()));
    }

    @Test
    void servesABridgeThatIsThereBefore() throws Exception {
        Bundle bridge = felix.startBridge();
        registerParts();
        felix.startCore();
        Felix.await("the bridge sees a sink", () -> BridgeStandIn.seesSink(bridge));
        assertEquals("e1", BridgeStandIn.accept(bridge, ALARM, Map.of()));
    }

    @Test
    void recoversFromBeingAskedForTheSinkBeforeThereIsABridge() throws Exception {
        felix.startCore();
        registerParts();
        Felix.await("a sink is registered", () -> sink() != null);
        assertNull(felix.context().getService(sink()), "its class cannot be loaded");

        Bundle bridge = felix.startBridge();
        assertEquals("e1", BridgeStandIn.accept(bridge, ALARM, Map.of()));
    }

    @Test
    void servesABridgeThatWasReplaced() throws Exception {
        felix.startCore();
        registerParts();
        Bundle bridge = felix.startBridge();
        assertEquals("e1", BridgeStandIn.accept(bridge, ALARM, Map.of()));

        bridge.update(BridgeStandIn.jar());
        felix.refresh(bridge);
        Felix.await("the bridge sees a sink", () -> bridge.getState() == Bundle.ACTIVE && BridgeStandIn.seesSink(bridge));
        assertEquals("e1", BridgeStandIn.accept(bridge, ALARM, Map.of()));
    }

    @Test
    void goesWithTheStoreAndComesBackWithIt() throws Exception {
        felix.startCore();
        ServiceRegistration<?> stored = registerParts();
        felix.service(WebhookSubscriberManager.class);
        stored.unregister();
        Felix.await("no manager", () -> felix.context().getServiceReference(WebhookSubscriberManager.class) == null);
        assertNull(sink(), "nor its sink");
        assertEquals(List.of(), store.listeners);

        register(WebhookStore.class, store);
        felix.service(WebhookSubscriberManager.class).triggerWebhook(ALARM, Map.of());
        assertTrue(sink() != null);
    }

    @Test
    void staysWhileADispatcherComesAndGoes() throws Exception {
        felix.startCore();
        register(WebhookStore.class, store);
        register(Signer.class, new TestSigner());
        WebhookSubscriberManager manager = felix.service(WebhookSubscriberManager.class);
        WebhookRegistration registration = WebhookRegistration.of("https://plant.example", List.of(ALARM));
        WebhookException refusal =
                assertThrows(WebhookException.class, () -> manager.registerWebhook(registration));
        assertEquals(Reason.UNAVAILABLE, refusal.reason());

        ServiceRegistration<?> first = register(Dispatcher.class, dispatcher);
        assertEquals(1, dispatcher.wakes);
        manager.registerWebhook(registration);
        TestDispatcher better = new TestDispatcher();
        felix.context().registerService(Dispatcher.class, better, new Hashtable<>(Map.of("service.ranking", 1)));
        assertEquals(1, better.wakes, "greedy");
        first.unregister();
        manager.triggerWebhook(ALARM, Map.of());
        assertEquals(1, better.claimed.size());
        assertSame(manager, felix.service(WebhookSubscriberManager.class));
    }

    @Test
    void takesItsConfigurationWithoutARestartAndKeepsTheLastValidOne() throws Exception {
        felix.startCore();
        registerParts();
        WebhookSubscriberManager manager = felix.service(WebhookSubscriberManager.class);
        configure(Map.of("event.types", new String[] {"furnace.started"}, "max.payload.bytes", "2048"));
        Felix.await("the type is there", () -> manager.eventTypes().contains("furnace.started"));
        assertTooLarge(manager, 2048);

        try (LogCapture log = new LogCapture()) {
            configure(Map.of("event.types", "furnace.stopped, furnace.cleaned", "max.payload.bytes", "many"));
            Felix.await("the types changed", () -> manager.eventTypes().contains("furnace.cleaned"));
            assertFalse(manager.eventTypes().contains("furnace.started"));
            assertTooLarge(manager, 2048);
            assertTrue(log.at(Level.ERROR).get(0).startsWith("Configuration max.payload.bytes is refused"));
            assertTrue(log.at(Level.ERROR).get(0).endsWith("(it takes a number from 1024 to 16777216)"));
        }
    }

    private void configure(Map<String, Object> values) throws Exception {
        felix.service(ConfigurationAdmin.class)
                .getConfiguration("io.processheat.webhook.core", "?")
                .update(new Hashtable<>(values));
    }

    private static void assertTooLarge(WebhookSubscriberManager manager, int limit) {
        WebhookException refusal = assertThrows(WebhookException.class,
                () -> manager.triggerWebhook(ALARM, Map.of("a", "x".repeat(limit))));
        assertEquals("payload: more than " + limit + " bytes of canonical JSON", refusal.getMessage());
    }

    private ServiceRegistration<?> registerParts() {
        register(Signer.class, new TestSigner());
        register(Dispatcher.class, dispatcher);
        return register(WebhookStore.class, store);
    }

    private <T> ServiceRegistration<T> register(Class<T> type, T service) {
        return felix.context().registerService(type, service, null);
    }

    /** The sink as it is registered, whether or not its class can be loaded. */
    private ServiceReference<?> sink() {
        try {
            ServiceReference<?>[] all = felix.context().getAllServiceReferences(EventSink.class.getName(), null);
            return all == null ? null : all[0];
        } catch (InvalidSyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
