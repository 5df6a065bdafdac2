package io.processheat.demo.receiver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.processheat.webhook.Webhook;
import io.processheat.webhook.WebhookRegistration;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

class DemoReceiverTest {

    private final InMemoryManager manager = new InMemoryManager();
    private Framework framework;
    private DemoReceiver receiver;

    @BeforeEach
    void start(@TempDir Path storage) throws Exception {
        framework = ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow()
                .newFramework(Map.of(Constants.FRAMEWORK_STORAGE, storage.toString()));
        framework.start();
        receiver = new DemoReceiver(framework.getBundleContext(), Map.of());
        receiver.setManager(manager);
    }

    @AfterEach
    void stop() throws Exception {
        receiver.stop();
        framework.stop();
        framework.waitForStop(0);
    }

    @Test
    void stoppingUnregistersEverybody() throws Exception {
        everybodyRegistered();
        receiver.stop();
        assertEquals(List.of(), manager.listWebhooks());
    }

    @Test
    void updatedManagerFindsTheWebhooksItHad() throws Exception {
        everybodyRegistered();
        List<Webhook> before = manager.listWebhooks();
        receiver.unsetManager(manager);
        assertEquals(before, manager.listWebhooks());
    }

    @Test
    void managerReplacedByItsSuccessorIsNotMistakenForOneThatLeft() throws Exception {
        everybodyRegistered();
        InMemoryManager successor = new InMemoryManager();
        receiver.setManager(successor);
        receiver.unsetManager(manager);
        receiver.modified(Map.of("lines.per.second", 5));
        everybodyRegistered(successor);
    }

    @Test
    void changedConfigurationStartsAnewAndRefusedOneDoesNot() throws Exception {
        String first = everybodyRegistered();
        receiver.modified(Map.of("port", "none"));
        receiver.modified(Map.of("lines.per.second", 5));
        assertNotEquals(first, everybodyRegistered());
        assertEquals(3, manager.listWebhooks().size());
    }

    @Test
    void stoppingFrameworkLeavesNoWebhooksBehindEvenIfTheManagerGoesFirst() throws Exception {
        everybodyRegistered();
        framework.getBundleContext().addBundleListener((SynchronousBundleListener) event -> {
            if (event.getType() == BundleEvent.STOPPING && event.getBundle().getBundleId() == 0) {
                receiver.unsetManager(manager);
            }
        });
        framework.stop();
        framework.waitForStop(0);
        assertEquals(List.of(), manager.listWebhooks());
    }

    private String everybodyRegistered() throws InterruptedException {
        return everybodyRegistered(manager);
    }

    /** The URL of the last. */
    private static String everybodyRegistered(InMemoryManager manager) throws InterruptedException {
        WebhookRegistration last = null;
        for (int i = 0; i < Person.values().length; i++) {
            last = manager.registrations.poll(10, TimeUnit.SECONDS);
        }
        return last.url();
    }
}
