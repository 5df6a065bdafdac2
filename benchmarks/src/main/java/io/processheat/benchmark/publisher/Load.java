package io.processheat.benchmark.publisher;

import io.processheat.webhook.PublishReceipt;
import io.processheat.webhook.WebhookEvent;
import io.processheat.webhook.WebhookSubscriberManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** Publishes from several threads, each going on without waiting for what it published to be acknowledged, up to a window. */
final class Load {

    private static final int THREADS = 4;
    private static final int WINDOW = 64;

    private final WebhookSubscriberManager manager;
    private final LoadOrder order;
    private final List<String> targets;
    private final Backlog backlog;
    private final Allocation allocation;
    private final AtomicLong published = new AtomicLong();
    private final LongAdder deliveries = new LongAdder();
    private final AtomicReference<Throwable> refusal = new AtomicReference<>();

    /** @param targets webhooks that get an event each, by turns; none: the subscribers get it */
    Load(WebhookSubscriberManager manager, LoadOrder order, List<String> targets, Backlog backlog, Allocation allocation) {
        this.manager = manager;
        this.order = order;
        this.targets = targets;
        this.backlog = backlog;
        this.allocation = allocation;
    }

    /**
     * Publishes what is ordered, and waits for the last acknowledgement.
     *
     * @return the deliveries that were acknowledged
     */
    long run() throws InterruptedException {
        double rate = order.eventsPerSecond();
        long intervalNanos = rate == 0 ? 0 : (long) (1e9 * THREADS / rate);
        long start = System.nanoTime();
        long end = start + (long) (order.seconds() * 1e9);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            long first = start + i * intervalNanos / THREADS;
            threads.add(new Thread(() -> publish(first, end, intervalNanos), "benchmark publisher " + i));
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

    private void publish(long first, long end, long intervalNanos) {
        Semaphore window = new Semaphore(WINDOW);
        for (long due = first; refusal.get() == null; due += intervalNanos) {
            while (intervalNanos > 0 && System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            backlog.await(deliveries);
            long n = published.getAndIncrement();
            if (System.nanoTime() >= end || order.events() > 0 && n >= order.events()) {
                break;
            }
            window.acquireUninterruptibly();
            publish(event(n), window);
        }
        awaitAll(window);
        allocation.threadEnds();
    }

    private WebhookEvent event(long n) {
        String type = order.types().get((int) (n % order.types().size()));
        WebhookEvent event = WebhookEvent.of(type, Payload.publishedAt(order.timed() ? System.nanoTime() : 0));
        return targets.isEmpty() ? event : event.to(List.of(targets.get((int) (n % targets.size()))));
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

    private void publish(WebhookEvent event, Semaphore window) {
        manager.publish(List.of(event)).whenComplete((receipts, failure) -> {
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
