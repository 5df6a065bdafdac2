package io.processheat.webhook.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.spi.WebhookStore;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LeasesTest {

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
    private final Queue<String> calls = new ConcurrentLinkedQueue<>();
    private final CountDownLatch claiming = new CountDownLatch(1);
    private final CountDownLatch mayClaim = new CountDownLatch(1);
    private final Leases leases = new Leases(
            recordingStore(), "node", Duration.ofMinutes(1), new Lanes(List.of(new World().lane)), new AtomicLong(), executor);

    @AfterEach
    void end() {
        mayClaim.countDown();
        executor.shutdownNow();
    }

    @Test
    void releasesAtOnceHoweverBusyTheExecutorIs() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        executor.execute(() -> await(busy));
        leases.start();
        leases.claimSoon();
        leases.stop();
        assertEquals(List.of("release"), List.copyOf(calls));

        busy.countDown();
        executor.shutdown();
        assertTrue(executor.awaitTermination(10, TimeUnit.SECONDS));
        assertEquals(List.of("release"), List.copyOf(calls), "nothing is claimed after that");
    }

    @Test
    void whatIsBeingClaimedIsReleasedAfterIt() throws Exception {
        leases.claimSoon();
        await(claiming);
        Thread stopping = new Thread(leases::stop);
        stopping.start();
        while (stopping.getState() != Thread.State.BLOCKED && stopping.isAlive()) {
            Thread.onSpinWait();
        }
        mayClaim.countDown();
        stopping.join();
        assertEquals(List.of("claim", "release"), List.copyOf(calls));
    }

    private WebhookStore recordingStore() {
        return (WebhookStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {WebhookStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("claim")) {
                        claiming.countDown();
                        await(mayClaim);
                    }
                    calls.add(method.getName());
                    return CompletableFuture.completedFuture(List.of());
                });
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
