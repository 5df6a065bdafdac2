package io.processheat.webhook.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import io.processheat.webhook.spi.AppendResult.Stored;
import io.processheat.webhook.spi.RecordingClaimant;
import io.processheat.webhook.spi.Samples;
import io.processheat.webhook.spi.WebhookStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.cm.ConfigurationAdmin;

/** The bundle as it was built, in a real framework. */
@Timeout(120)
class SqliteStoreIT {

    @TempDir
    Path folder;

    private final RecordingClaimant dispatcher = new RecordingClaimant("node");
    private Felix felix;

    @BeforeEach
    void start() throws Exception {
        felix = new Felix(folder.resolve("cache"), folder.resolve("data"));
    }

    @AfterEach
    void stop() throws Exception {
        felix.close();
    }

    @Test
    void storesInTheDataFolderOfTheFramework() throws Exception {
        WebhookStore store = felix.service(WebhookStore.class);
        UUID webhook = register(store);

        Stored stored = append(store, webhook);

        assertEquals(1, stored.deliveryIds().size());
        assertEquals(1, dispatcher.deliveries().size());
        assertTrue(Files.exists(folder.resolve("data/webhooks.db")));
        assertTrue(Files.isDirectory(folder.resolve("data/native")), "the native library is unpacked there");
    }

    @Test
    void comesBackWithWhatItHeldWhenTheBundleIsRestarted() throws Exception {
        WebhookStore store = felix.service(WebhookStore.class);
        UUID webhook = register(store);
        Stored stored = append(store, webhook);

        felix.store().stop();
        assertNull(felix.context().getServiceReference(WebhookStore.class));
        assertEquals(0, writers());
        assertEquals(Reason.UNAVAILABLE, failure(store, webhook).reason());
        felix.store().start();

        WebhookStore again = felix.service(WebhookStore.class);
        assertTrue(again.delivery(stored.deliveryIds().get(0)).isPresent());
        append(again, webhook);
    }

    @Test
    void comesBackWhenTheDriverIsReplaced() throws Exception {
        WebhookStore store = felix.service(WebhookStore.class);
        UUID webhook = register(store);
        append(store, webhook);

        Bundle driver = felix.driver();
        driver.stop(); // a singleton: its new revision does not resolve beside the old one
        driver.update();
        FrameworkWiring wiring = felix.context().getBundle(0).adapt(FrameworkWiring.class);
        wiring.refreshBundles(List.of(driver));

        Stores.awaitThat(() -> felix.store().getState() == Bundle.ACTIVE && isServing(webhook));
    }

    @Test
    void takesOverAChangedConfigurationWithoutGoingAway() throws Exception {
        WebhookStore store = felix.service(WebhookStore.class);
        UUID webhook = register(store);

        configure(Map.of("disk.reserve.mib", 1_048_576L));
        Stores.awaitThat(() -> isFull(store, webhook));
        configure(Map.of("disk.reserve.mib", "nothing"));
        configure(Map.of());
        Stores.awaitThat(() -> !isFull(store, webhook));

        assertEquals(store, felix.service(WebhookStore.class));
    }

    private boolean isServing(UUID webhook) {
        try {
            return felix.service(WebhookStore.class).webhook(webhook).isPresent();
        } catch (InterruptedException | WebhookException e) {
            return false;
        }
    }

    private boolean isFull(WebhookStore store, UUID webhook) {
        return Boolean.TRUE.equals(Stores.await(store.append(List.of(Samples.event(webhook)), null)
                .handle((results, failure) -> failure instanceof WebhookException e && e.reason() == Reason.FULL)));
    }

    private void configure(Map<String, Object> properties) throws Exception {
        felix.service(ConfigurationAdmin.class)
                .getConfiguration(SqliteStore.PID, "?")
                .update(new Hashtable<>(properties));
    }

    private UUID register(WebhookStore store) {
        UUID id = UUID.randomUUID();
        Stores.await(store.insertWebhook(Samples.webhook(id, store.now())));
        return id;
    }

    private Stored append(WebhookStore store, UUID webhook) {
        return assertInstanceOf(
                Stored.class, Stores.await(store.append(List.of(Samples.event(webhook)), dispatcher)).get(0));
    }

    private WebhookException failure(WebhookStore store, UUID webhook) {
        return Stores.failure(store.append(List.of(Samples.event(webhook)), dispatcher));
    }

    private static long writers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("processheat-webhook-store"))
                .count();
    }
}
