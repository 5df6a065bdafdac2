package io.processheat.benchmark.publisher;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

/** Posts a plant's events on EventAdmin at a steady pace, as agents do, and waits until all of them are on disk. */
final class Plant {

    private static final int UNACKNOWLEDGED = 1_000;
    private static final long PATIENCE_SECONDS = 60;

    private final EventAdmin events;
    private final PlantOrder order;
    private final Semaphore window = new Semaphore(UNACKNOWLEDGED);
    private final AtomicReference<Throwable> refusal = new AtomicReference<>();

    Plant(EventAdmin events, PlantOrder order) {
        this.events = events;
        this.order = order;
    }

    void run() throws InterruptedException {
        long start = System.nanoTime();
        for (long i = 0; i < order.events(); i++) {
            long due = start + (long) (i * 1e9 / order.perSecond());
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            acquire(1);
            post(order.first() + i);
        }
        acquire(UNACKNOWLEDGED);
    }

    private void acquire(int permits) throws InterruptedException {
        boolean inTime = window.tryAcquire(permits, PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (refusal.get() != null) {
            throw new IllegalStateException("An event was refused", refusal.get());
        }
        if (!inTime) {
            throw new IllegalStateException("Not acknowledged within " + PATIENCE_SECONDS + " s");
        }
    }

    private void post(long number) {
        String type = PlantMix.type(number);
        CompletableFuture<String> receipt = new CompletableFuture<>();
        receipt.whenComplete((id, refused) -> {
            refusal.compareAndSet(null, refused);
            window.release();
        });
        Map<String, Object> properties = new HashMap<>(PlantMix.payload(number, order.readingBytes()));
        properties.put("webhook.receipt", receipt);
        switch (type) {
            case "calculation.failed" -> properties.put("ordering.key", PlantMix.furnace(number));
            case "model.degraded" -> properties.put("expires.at", Instant.now().plusMillis(order.deadlineMillis()));
            default -> {}
        }
        events.postEvent(new Event("processheat/" + type.replace('.', '/'), properties));
    }
}
