package io.processheat.webhook.core;

import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The threads on which stages complete for callers. What callers chain to a stage may wait for the store, which on the
 * store's own thread would be for ever.
 */
final class CallersThreads {

    private static final int THREADS = 4;
    private static final int MOST_THREADS = 256;
    private static final long IDLE_SECONDS = 30;

    /** A fork-join pool, since it replaces threads that block on a stage: they may wait for what only it completes. */
    private final ForkJoinPool pool = new ForkJoinPool(
            THREADS, CallersThreads::thread, null, true, THREADS, MOST_THREADS, 1, full -> true, IDLE_SECONDS, TimeUnit.SECONDS);

    /** Calls under way, and one for being open: at zero nobody needs the pool any more. */
    private final AtomicInteger users = new AtomicInteger(1);

    /** The call's stage, completing on one of these threads; a stage that is complete already is given as it is. */
    <T> CompletionStage<T> completing(Supplier<CompletionStage<T>> call) {
        if (users.getAndUpdate(count -> count == 0 ? 0 : count + 1) == 0) {
            return CompletableFuture.failedStage(new WebhookException(Reason.UNAVAILABLE, "the manager has stopped"));
        }
        boolean underWay = false;
        try {
            CompletionStage<T> stage = call.get();
            underWay = !stage.toCompletableFuture().isDone();
            return underWay ? stage.whenCompleteAsync((value, failure) -> leave(), pool) : stage;
        } finally {
            if (!underWay) {
                leave();
            }
        }
    }

    /** Lets the threads go once all calls under way have been completed. */
    void close() {
        leave();
    }

    private void leave() {
        if (users.decrementAndGet() == 0) {
            pool.shutdown();
        }
    }

    private static ForkJoinWorkerThread thread(ForkJoinPool pool) {
        ForkJoinWorkerThread thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
        thread.setName("processheat-webhook-callers");
        return thread;
    }
}
