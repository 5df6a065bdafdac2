package io.processheat.benchmark.publisher;

import io.processheat.webhook.PublishReceipt;
import io.processheat.webhook.WebhookEvent;
import io.processheat.webhook.WebhookSubscriberManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** Publishes from several threads, each going on without waiting for what it published to be acknowledged, up to a window. */
final class Load {

    private static final int THREADS = 4;
    private static final int WINDOW = 64;

    private final WebhookSubscriberManager manager;
    private final Audience audience;
    private final Backlog backlog;
    private final LongAdder deliveries = new LongAdder();
    private final AtomicReference<Throwable> refusal = new AtomicReference<>();

    Load(WebhookSubscriberManager manager, Audience audience, Backlog backlog) {
        this.manager = manager;
        this.audience = audience;
        this.backlog = backlog;
    }

    /**
     * Publishes for so long, and waits for the last acknowledgement.
     *
     * @param eventsPerSecond 0: as many as the engine takes
     * @return the deliveries that were acknowledged
     */
    long run(long nanos, double eventsPerSecond) throws InterruptedException {
        long intervalNanos = eventsPerSecond == 0 ? 0 : (long) (1e9 * THREADS / eventsPerSecond);
        long end = System.nanoTime() + nanos;
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(new Thread(() -> publishUntil(end, intervalNanos), "benchmark publisher " + i));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        if (refusal.get() != null) {
            throw new IllegalStateException("A publish was refused", refusal.get());
        }
        return deliveries.sum();
    }

    private void publishUntil(long end, long intervalNanos) {
        Semaphore window = new Semaphore(WINDOW);
        long due = System.nanoTime();
        for (int n = 0; System.nanoTime() < end && refusal.get() == null; n++) {
            while (intervalNanos > 0 && System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            due += intervalNanos;
            backlog.await(deliveries);
            window.acquireUninterruptibly();
            publish(audience.type(n), window);
        }
        awaitAll(window);
    }

    private void awaitAll(Semaphore window) {
        try {
            if (!window.tryAcquire(WINDOW, 30, TimeUnit.SECONDS)) {
                refusal.compareAndSet(null, new IllegalStateException("Not acknowledged within 30 s"));
            }
        } catch (InterruptedException interrupted) {
            refusal.compareAndSet(null, interrupted);
        }
    }

    private void publish(String type, Semaphore window) {
        manager.publish(List.of(WebhookEvent.of(type, Payload.publishedAt(System.nanoTime()))))
                .whenComplete((receipts, failure) -> {
                    if (failure != null) {
                        refusal.compareAndSet(null, failure);
                    } else {
                        receipts.forEach(this::count);
                    }
                    window.release();
                });
    }

    private void count(PublishReceipt receipt) {
        if (receipt instanceof PublishReceipt.Accepted accepted) {
            deliveries.add(accepted.deliveryIds().size());
        } else if (receipt instanceof PublishReceipt.Refused refused) {
            refusal.compareAndSet(null, refused.cause());
        }
    }
}
