package io.processheat.webhook.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.processheat.webhook.Delivery;
import io.processheat.webhook.DeliveryOptions;
import io.processheat.webhook.HealthStatus;
import io.processheat.webhook.Webhook;
import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.spi.EventContent;
import io.processheat.webhook.spi.EventTerms;
import io.processheat.webhook.spi.NewEvent;
import io.processheat.webhook.spi.StoredWebhook;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole dispatcher over real HTTP on the loopback; only the store and the signer are stand-ins. */
@Timeout(60)
class DispatcherTest {

    private static final byte[] PAYLOAD = "{\"furnace\": 7}".getBytes(StandardCharsets.UTF_8);
    private static final int HANG = -1;

    private final ExecutorService storeThread = Executors.newSingleThreadExecutor();
    private final ExecutorService receiverThreads = Executors.newCachedThreadPool();
    private final MemoryStore store = new MemoryStore(this::now, storeThread);
    private final Queue<Map<String, List<String>>> received = new ConcurrentLinkedQueue<>();
    private volatile Function<Integer, Integer> answers = attempt -> 200;
    private HttpServer receiver;
    private DispatcherComponent dispatcher;
    private boolean stopped;
    private volatile boolean clockFails;

    @Config(
            allow_networks = "127.0.0.0/8",
            lanes = 2,
            retry_schedules = "default=100ms,100ms,100ms",
            drain_ms = 500,
            recheck_ms = 60_000)
    private static final class Usual {}

    @Config(allow_networks = "127.0.0.0/8", lanes = 1, retry_schedules = "other=1s", timeout_ms = 2_000)
    private static final class Changed {}

    @BeforeEach
    void start() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        receiver.setExecutor(receiverThreads);
        receiver.createContext("/", this::receive);
        receiver.start();
        dispatcher = new DispatcherComponent(store, new StubSigner(), "1.2.3", of(Usual.class));
    }

    @AfterEach
    void stop() {
        if (!stopped) {
            dispatcher.deactivate();
        }
        receiver.stop(0);
        receiverThreads.shutdownNow();
        storeThread.shutdownNow();
    }

    @Test
    void anEventArrivesWithAllItsHeaders() {
        UUID delivery = publish(webhook());
        await(() -> store.status(delivery) == WebhookStatus.SENT);

        Map<String, List<String>> headers = received.peek();
        assertEquals(List.of("application/json"), headers.get("Content-type"));
        assertEquals(List.of("ProcessHeat-Webhooks/1.2.3"), headers.get("User-agent"));
        assertEquals(List.of("sha256=" + PAYLOAD.length), headers.get("X-webhook-signature"));
        assertEquals(List.of(delivery.toString()), headers.get("X-webhook-id"));
        assertEquals(List.of("alarm.triggered"), headers.get("X-event-type"));
        assertEquals(List.of("2026-11-23T21:05:00.123Z"), headers.get("X-event-time"));
        assertEquals(List.of("1"), headers.get("X-webhook-attempt"));
        assertTrue(headers.containsKey("Webhook-id"));
        String timestamp = headers.get("Webhook-timestamp").get(0);
        assertTrue(headers.get("Webhook-signature").get(0).contains("." + timestamp + "."));
    }

    @Test
    void whatFailsIsTriedAgain() {
        answers = attempt -> attempt < 3 ? 503 : 204;
        UUID delivery = publish(webhook());
        await(() -> store.status(delivery) == WebhookStatus.SENT);
        assertEquals(3, received.size());
    }

    @Test
    void manyDeliveriesToManyWebhooksAllArriveOnce() {
        List<UUID> webhooks = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            webhooks.add(webhook());
        }
        for (int i = 0; i < 20; i++) {
            webhooks.forEach(this::publish);
        }
        await(store::allSent);
        assertEquals(1_000, received.size());
    }

    @Test
    void whoWatchesADeliveryIsToldItsEnd() throws Exception {
        UUID id = UUID.randomUUID();
        CompletableFuture<Delivery> watch = dispatcher.watch(id).toCompletableFuture();
        append(webhook(), id);
        assertEquals(WebhookStatus.SENT, watch.get(10, TimeUnit.SECONDS).status());
    }

    @Test
    void aChangedConfigurationLosesNothing() {
        UUID webhook = webhook();
        for (int i = 0; i < 300; i++) {
            publish(webhook);
            if (i == 100) {
                receiverThreads.execute(() -> dispatcher.change(of(Changed.class)));
            }
        }
        await(store::allSent);
        await(() -> dispatcher.retrySchedules().equals(Set.of("default", "other")));
        UUID delivery = publish(webhook);
        await(() -> store.status(delivery) == WebhookStatus.SENT);
    }

    @Test
    void aConfigurationThatDoesNotStartLeavesTheOneBeforeInForce() {
        UUID webhook = webhook();
        store.refuseNextListener();
        dispatcher.change(of(Changed.class));
        UUID delivery = publish(webhook);
        await(() -> store.status(delivery) == WebhookStatus.SENT);
        assertEquals(Set.of("default"), dispatcher.retrySchedules());
    }

    @Test
    void anEngineThatCannotBeMadeDoesNotStopTheOneThatRunsAndLeavesNothingOpen() {
        answers = attempt -> HANG;
        publish(webhook());
        await(() -> !received.isEmpty());
        clockFails = true;
        long before = openFiles();
        for (int i = 0; i < 50; i++) {
            dispatcher.change(of(Usual.class));
        }
        clockFails = false;
        assertTrue(openFiles() < before + 50, "an engine holds at least three files a lane");
        assertEquals(1, received.size(), "what was under way still is: a stop would have begun it anew");
        answers = attempt -> 200;
        UUID delivery = publish(webhook());
        await(() -> store.status(delivery) == WebhookStatus.SENT);
    }

    @Test
    void stoppingLeavesNothingBehind() {
        answers = attempt -> HANG;
        UUID delivery = publish(webhook());
        await(() -> !received.isEmpty());
        CompletableFuture<Delivery> watch = dispatcher.watch(delivery).toCompletableFuture();

        long before = System.nanoTime();
        dispatcher.deactivate();
        stopped = true;
        assertTrue(System.nanoTime() - before < Duration.ofSeconds(5).toNanos());

        assertTrue(watch.isCompletedExceptionally());
        assertEquals(WebhookStatus.PENDING, store.status(delivery));
        assertTrue(store.recorded().isEmpty());
        await(() -> Thread.getAllStackTraces().keySet().stream().noneMatch(thread ->
                thread.getName().startsWith("webhook-lane") || thread.getName().startsWith("webhook-dispatcher")));
    }

    @Test
    void theNextOneGoesOn() {
        answers = attempt -> HANG;
        UUID delivery = publish(webhook());
        await(() -> !received.isEmpty());
        dispatcher.deactivate();
        answers = attempt -> 200;
        dispatcher = new DispatcherComponent(store, new StubSigner(), "1.2.3", of(Usual.class));
        await(() -> store.status(delivery) == WebhookStatus.SENT);
    }

    @Test
    void whatWasAppendedWithoutADispatcherIsFoundByWakingAndWhereTheStoreSaysSo() {
        UUID webhook = webhook();
        UUID first = publish(webhook);
        await(() -> store.status(first) == WebhookStatus.SENT);
        for (Runnable hint : List.<Runnable>of(dispatcher::wake, () -> store.tellAvailable(webhook))) {
            UUID id = UUID.randomUUID();
            store.append(List.of(event(webhook, id)), null);
            hint.run();
            await(() -> store.status(id) == WebhookStatus.SENT);
        }
    }

    @Test
    void saysWhichUrlsCanBeRegistered() {
        dispatcher.checkTarget("http://127.0.0.1:8080/hook");
        dispatcher.checkTarget("https://example.com/hook");
        WebhookException refused =
                assertThrows(WebhookException.class, () -> dispatcher.checkTarget("https://10.0.0.1/hook"));
        assertEquals(Optional.of("url"), refused.field());
        assertTrue(refused.getMessage().contains("allow.networks"));
    }

    private long now() {
        if (clockFails) {
            throw new WebhookException(WebhookException.Reason.UNAVAILABLE, "closing");
        }
        return System.currentTimeMillis();
    }

    private static long openFiles() {
        return ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class).getOpenFileDescriptorCount();
    }

    private void receive(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        received.add(Map.copyOf(exchange.getRequestHeaders()));
        int status = answers.apply(Integer.valueOf(exchange.getRequestHeaders().getFirst("X-Webhook-Attempt")));
        if (status != HANG) {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        }
    }

    private UUID webhook() {
        UUID id = UUID.randomUUID();
        String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";
        Webhook shown = new Webhook(id.toString(), url, new TreeSet<>(Set.of("alarm.triggered")), Map.of(),
                DeliveryOptions.DEFAULT, true, false, HealthStatus.HEALTHY, 0, Optional.empty(), Instant.EPOCH);
        store.insertWebhook(new StoredWebhook(id, shown, List.of(), false, 0));
        return id;
    }

    private UUID publish(UUID webhook) {
        UUID id = UUID.randomUUID();
        append(webhook, id);
        return id;
    }

    private void append(UUID webhook, UUID id) {
        store.append(List.of(event(webhook, id)), dispatcher);
    }

    private static NewEvent event(UUID webhook, UUID id) {
        long time = Instant.parse("2026-11-23T21:05:00.123Z").toEpochMilli();
        EventContent content = new EventContent(UUID.randomUUID().toString(), "alarm.triggered", time, PAYLOAD);
        return new NewEvent(content, false, new byte[32], null, List.of(new NewEvent.NewDelivery(id, webhook)), EventTerms.NONE, false);
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "it did not happen in time");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private static Config of(Class<?> annotated) {
        return annotated.getAnnotation(Config.class);
    }
}
