package io.processheat.demo.receiver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.Webhook;
import io.processheat.webhook.WebhookRegistration;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DemoTest {

    private final InstantSource clock = InstantSource.system();
    private final Screen screen = new Screen(clock);
    private final Sender sender = new Sender(clock);
    private final InMemoryManager manager = new InMemoryManager();
    private Demo demo;

    @BeforeEach
    void start() throws IOException {
        demo = new Demo(Settings.DEFAULTS, screen.terminal(), clock);
    }

    @AfterEach
    void stop() {
        demo.close();
    }

    @Test
    void everybodyIsRegisteredAsAnOrdinaryWebhookForTheirTypes() throws Exception {
        demo.managerArrived(manager);
        List<WebhookRegistration> everybody = registrations();

        assertEquals(List.of("alarm.cleared", "alarm.triggered"), everybody.get(0).events());
        assertEquals(8, everybody.get(1).events().size());
        assertEquals(List.of("compliance.report_ready", "compliance.violation"), everybody.get(2).events());
        assertEquals(Map.of("demo", true, "name", "shift leader"), everybody.get(0).metadata());
    }

    @Test
    void registeredReceiverTakesWhatIsSignedWithTheRegisteredSecret() throws Exception {
        demo.managerArrived(manager);
        WebhookRegistration shiftLeader = registrations().get(0);

        int status = sender.send(URI.create(shiftLeader.url()), new SharedSecret(shiftLeader.secret()), "alarm.triggered",
                "d-1", 1, "{\"alarm_code\": \"STACK-TEMP-HIGH\", \"stack_temperature_c\": 412.0}");

        assertEquals(204, status);
        assertTrue(screen.shows("shift leader  alarm.triggered          ✓ signature ok   STACK-TEMP-HIGH 412.0 °C"));
    }

    @Test
    void leftoversOfAnEarlierDemoAreRemovedAndNothingElse() throws Exception {
        String stranger = manager.registerWebhook(webhook("https://example.org/a", Map.of("demo", true))).webhook().id();
        String leftover = manager.registerWebhook(webhook("http://127.0.0.1:1/historian", Person.HISTORIAN.metadata()))
                .webhook().id();
        manager.registrations.clear();

        demo.managerArrived(manager);
        registrations();

        List<String> ids = manager.listWebhooks().stream().map(Webhook::id).toList();
        assertTrue(ids.contains(stranger));
        assertFalse(ids.contains(leftover));
    }

    @Test
    void registrationIsTriedAgainUntilTheStoreIsThere() throws Exception {
        manager.unavailable(2);
        demo.managerArrived(manager);
        assertEquals(3, registrations().size());
    }

    @Test
    void managerThatComesBackFindsTheSameWebhooks() throws Exception {
        demo.managerArrived(manager);
        registrations();
        List<Webhook> before = manager.listWebhooks();
        demo.managerLeft(manager, false);
        demo.managerArrived(manager);
        demo.close();
        demo = new Demo(Settings.DEFAULTS, screen.terminal(), clock);

        assertEquals(3, before.size());
        assertTrue(manager.registrations.isEmpty(), "registered again");
        assertEquals(List.of(), manager.listWebhooks());
    }

    @Test
    void managerThatLeavesForGoodKeepsNoWebhooks() throws Exception {
        demo.managerArrived(manager);
        registrations();
        demo.managerLeft(manager, true);
        assertEquals(List.of(), manager.listWebhooks());
    }

    @Test
    void closedDemoKeepsNoWebhookNoPortAndNoThread() throws Exception {
        demo.managerArrived(manager);
        WebhookRegistration historian = registrations().get(1);
        demo.close();

        assertEquals(List.of(), manager.listWebhooks());
        assertThrows(ConnectException.class, () -> sender.get(URI.create(historian.url())));
        assertFalse(Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("demo-clockwork")));
    }

    private List<WebhookRegistration> registrations() throws InterruptedException {
        List<WebhookRegistration> everybody = new ArrayList<>();
        while (everybody.size() < Person.values().length) {
            WebhookRegistration next = manager.registrations.poll(10, TimeUnit.SECONDS);
            assertNotNull(next, "registered so far: " + everybody);
            everybody.add(next);
        }
        return everybody;
    }

    private static WebhookRegistration webhook(String url, Map<String, ?> metadata) {
        return WebhookRegistration.of(url, List.of("alarm.triggered")).withMetadata(metadata);
    }
}
