package io.processheat.webhook.bridge.internal;

import static io.processheat.webhook.bridge.internal.ControlledSink.idsOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import io.processheat.webhook.bridge.EventSink;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventHandler;

/** The bundle as it was built, with DS and EventAdmin. */
@Timeout(60)
class EventBridgeIT {

    private static final String ALARM = "processheat/alarm/triggered";

    @TempDir
    Path cache;

    private final ControlledSink sink = new ControlledSink();
    private final Map<ServiceReference<EventSink>, ServiceRegistration<EventSink>> registrations = new HashMap<>();
    private Felix felix;
    private EventAdmin eventAdmin;

    @BeforeEach
    void start() throws Exception {
        felix = new Felix(cache);
        eventAdmin = felix.service(EventAdmin.class);
    }

    @AfterEach
    void stop() throws Exception {
        for (ServiceReference<EventSink> left : felix.context().getServiceReferences(EventSink.class, null)) {
            registrations.get(left).unregister(); // else the bridge waits for it to acknowledge
        }
        felix.stop();
    }

    @Test
    void whatIsPostedReachesTheSinkInOrderAndTheReceiptComesBack() throws Exception {
        register(sink, 0);
        List<CompletableFuture<String>> receipts = new ArrayList<>();
        IntStream.range(0, 500).forEach(i -> receipts.add(post(ALARM, "e" + i)));

        for (int i = 0; i < 500; i++) {
            ControlledSink.Call call = sink.next();
            assertEquals("e" + i, call.event().id());
            assertEquals("alarm.triggered", call.event().type());
            assertEquals(Map.of("value", 451.5), call.event().properties());
            call.acknowledge();
        }
        assertEquals("e499", receipts.get(499).get(20, TimeUnit.SECONDS));
    }

    @Test
    void theProductsOwnTopicsAreNotTaken() throws Exception {
        register(sink, 0);

        post("processheat-webhook/webhook/UNHEALTHY", "own");
        post("processheat", "prefix alone");
        post("processheat/model/deployed", "e1");

        assertEquals("e1", sink.next().event().id());
        assertFalse(sink.hasMore());
    }

    @Test
    void eventsOutliveTheSinksAbsence() throws Exception {
        post(ALARM, "e1");
        ServiceRegistration<EventSink> registration = register(sink, 0);
        assertEquals("e1", sink.next().event().id());
        registration.unregister();
        post(ALARM, "e2");

        ControlledSink successor = new ControlledSink();
        register(successor, 0);

        assertEquals(List.of("e1", "e2"), idsOf(successor.next(2)));
    }

    @Test
    void aSinkThatOutranksTheOtherTakesOverWithoutAGap() throws Exception {
        ServiceRegistration<EventSink> former = register(sink, 0);
        post(ALARM, "e1");
        assertEquals("e1", sink.next().event().id());

        ControlledSink better = new ControlledSink();
        register(better, 10);
        assertEquals("e1", better.next().event().id());
        former.unregister();
        post(ALARM, "e2");

        assertEquals("e2", better.next().event().id());
        assertFalse(sink.hasMore());
    }

    @Test
    void aChangedPrefixTakesEffectAndAnInvalidValueBesideItDoesNot() throws Exception {
        register(sink, 0);
        try (LogCapture log = new LogCapture()) {
            configure(Map.of("topic.prefix", "site/heat", "hold.events", "plenty", "topics", "x"));
            while (log.at(Level.INFO).stream().noneMatch(line -> line.startsWith("Listening to site/heat/* from now on"))) {
                Thread.onSpinWait(); // said once EventAdmin knows it
            }

            assertTrue(log.at(Level.ERROR).stream().anyMatch(line -> line.contains("hold.events=plenty")));
            assertTrue(log.at(Level.WARN).stream().anyMatch(line -> line.contains("are ignored: [topics]")));
        }
        post(ALARM, "by the former prefix");
        post("site/heat/alarm/triggered", "e1");

        ControlledSink.Call call = sink.next();
        assertEquals("e1", call.event().id());
        assertEquals("alarm.triggered", call.event().type());
    }

    @Test
    void stoppingTheBundleTellsWhoeverHoldsAReceipt() throws Exception {
        register(sink, 0);
        CompletableFuture<String> receipt = post(ALARM, "e1");
        sink.next();

        felix.bridge().stop();

        ExecutionException failure = assertThrows(ExecutionException.class, () -> receipt.get(20, TimeUnit.SECONDS));
        assertInstanceOf(IllegalStateException.class, failure.getCause());
        assertEquals(0, felix.context().getServiceReferences(EventHandler.class, null).size());
    }

    private CompletableFuture<String> post(String topic, String id) {
        CompletableFuture<String> receipt = new CompletableFuture<>();
        eventAdmin.postEvent(new Event(topic, Map.of("event.id", id, "value", 451.5, "webhook.receipt", receipt)));
        return receipt;
    }

    private ServiceRegistration<EventSink> register(EventSink service, int ranking) {
        Dictionary<String, Object> properties = new Hashtable<>(Map.of(Constants.SERVICE_RANKING, ranking));
        ServiceRegistration<EventSink> registration =
                felix.context().registerService(EventSink.class, service, properties);
        registrations.put(registration.getReference(), registration);
        return registration;
    }

    private void configure(Map<String, Object> values) throws Exception {
        Configuration configuration =
                felix.service(ConfigurationAdmin.class).getConfiguration("io.processheat.webhook.bridge", "?");
        configuration.update(new Hashtable<>(values));
    }
}
