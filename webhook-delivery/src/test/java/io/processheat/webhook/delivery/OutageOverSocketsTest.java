package io.processheat.webhook.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.DeliveryOptions;
import io.processheat.webhook.HealthStatus;
import io.processheat.webhook.Webhook;
import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.spi.EventContent;
import io.processheat.webhook.spi.EventTerms;
import io.processheat.webhook.spi.NewEvent;
import io.processheat.webhook.spi.StoredWebhook;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An outage as far as it can be had on the loopback: hosts whose backlog is full drop what would connect to them. */
@Timeout(60)
class OutageOverSocketsTest {

    private final ExecutorService storeThread = Executors.newSingleThreadExecutor();
    private final MemoryStore store = new MemoryStore(System::currentTimeMillis, storeThread);
    private final Queue<OutageNews> news = new ConcurrentLinkedQueue<>();
    private final List<RevivableHost> hosts = new ArrayList<>();
    private final DispatcherComponent dispatcher =
            new DispatcherComponent(store, new StubSigner(), "1.2.3", Plant.class.getAnnotation(Config.class));

    /** 127.0.1.0/24 is the plant's network of this test, 127.0.0.0/8 all the rest. */
    @Config(
            allow_networks = {"127.0.0.0/8", "127.0.1.0/24"},
            lanes = 2,
            retry_schedules = "default=5s,5s,5s",
            drain_ms = 0,
            outage_probe_interval_ms = 200,
            outage_probe_timeout_ms = 2_000,
            outage_ramp_step_ms = 100)
    private static final class Plant {}

    OutageOverSocketsTest() {
        dispatcher.outageListener = news::add;
    }

    @AfterEach
    void end() throws IOException {
        dispatcher.deactivate();
        storeThread.shutdownNow();
        for (RevivableHost host : hosts) {
            host.close();
        }
    }

    @Test
    void whatCouldNotBeSentWhileTheLineWasDownStaysUntriedAndComesThrough() throws Exception {
        List<UUID> deliveries = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            UUID webhook = webhook(host("127.0.1." + i).url());
            for (int n = 0; n < 20; n++) {
                deliveries.add(publish(webhook));
            }
        }
        await(() -> !news.isEmpty());
        assertEquals("127.0.1.0/24", news.peek().zone());
        assertTrue(dispatcher.warnings().get(0).startsWith("the line to the zone 127.0.1.0/24 has been down since "));

        RevivableHost elsewhere = host("127.0.2.1");
        elsewhere.revive();
        UUID other = publish(webhook(elsewhere.url()));
        await(() -> store.status(other) == WebhookStatus.SENT);
        deliveries.forEach(delivery -> assertEquals(List.of(), store.delivery(delivery).orElseThrow().attempts()));

        for (RevivableHost host : hosts.subList(0, 3)) {
            host.revive();
        }
        await(store::allSent);
        assertTrue(news.stream().anyMatch(each -> !each.suspended()));
        assertEquals(List.of(), dispatcher.warnings());
    }

    private RevivableHost host(String address) throws IOException {
        RevivableHost host = new RevivableHost(address);
        hosts.add(host);
        return host;
    }

    private UUID webhook(String url) {
        UUID id = UUID.randomUUID();
        Webhook shown = new Webhook(id.toString(), url, new TreeSet<>(Set.of("alarm.triggered")), Map.of(),
                DeliveryOptions.DEFAULT, true, false, HealthStatus.HEALTHY, 0, Optional.empty(), Instant.EPOCH);
        store.insertWebhook(new StoredWebhook(id, shown, List.of(), false, 0));
        return id;
    }

    private UUID publish(UUID webhook) {
        UUID id = UUID.randomUUID();
        EventContent content = new EventContent(UUID.randomUUID().toString(), "alarm.triggered", 0, new byte[RevivableHost.BODY_BYTES]);
        store.append(List.of(new NewEvent(content, false, new byte[32], null,
                List.of(new NewEvent.NewDelivery(id, webhook)), EventTerms.NONE, false)), dispatcher);
        return id;
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "it did not happen in time");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }
}
