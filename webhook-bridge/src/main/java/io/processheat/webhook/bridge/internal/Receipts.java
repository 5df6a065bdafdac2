package io.processheat.webhook.bridge.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Completes the receipts that posters asked for, on a thread of their own: what a poster hangs on its receipt must hold
 * up neither the store, whose thread brings the news, nor other events.
 */
final class Receipts {

    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Receipts::daemon,
            (task, closed) -> task.run());

    Receipts() {
        thread.allowCoreThreadTimeOut(true);
    }

    /** @param receipt null where nobody asked for one */
    void complete(CompletableFuture<String> receipt, String eventId) {
        if (receipt != null) {
            thread.execute(() -> receipt.complete(eventId));
        }
    }

    /** @param receipt null where nobody asked for one */
    void fail(CompletableFuture<String> receipt, Throwable cause) {
        if (receipt != null) {
            thread.execute(() -> receipt.completeExceptionally(cause));
        }
    }

    /** Ends the thread once it has completed what it has; whoever comes later completes theirs themselves. */
    void close() {
        thread.shutdown();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "webhook-bridge-receipts");
        thread.setDaemon(true);
        return thread;
    }
}
