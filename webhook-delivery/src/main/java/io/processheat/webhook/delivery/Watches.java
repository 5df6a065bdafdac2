package io.processheat.webhook.delivery;

import io.processheat.webhook.Delivery;
import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import io.processheat.webhook.spi.WebhookStore;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** Who waits for which delivery to be finished. A stage that is cancelled by its holder is forgotten. */
final class Watches {

    private final WebhookStore store;
    private final Executor blocking;
    private final Map<UUID, CompletableFuture<Delivery>> watched = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** @param blocking reads the store, and completes the stages */
    Watches(WebhookStore store, Executor blocking) {
        this.store = store;
        this.blocking = blocking;
    }

    CompletionStage<Delivery> watch(UUID deliveryId) {
        CompletableFuture<Delivery> watch = watched.computeIfAbsent(deliveryId, id -> new CompletableFuture<>());
        watch.whenComplete((delivery, failure) -> watched.remove(deliveryId, watch));
        if (closed) {
            watch.completeExceptionally(stopped());
        }
        return watch;
    }

    /** The delivery has left memory: it may be finished. */
    void check(UUID deliveryId) {
        if (!watched.isEmpty() && watched.containsKey(deliveryId)) {
            blocking.execute(() -> complete(deliveryId));
        }
    }

    /** Any delivery may be finished. */
    void check() {
        if (!watched.isEmpty()) {
            blocking.execute(() -> List.copyOf(watched.keySet()).forEach(this::complete));
        }
    }

    /** Fails all that are left. */
    void close() {
        closed = true;
        List.copyOf(watched.values()).forEach(watch -> watch.completeExceptionally(stopped()));
    }

    private static WebhookException stopped() {
        return new WebhookException(
                Reason.UNAVAILABLE, "the dispatcher stops; what is stored will be sent once there is one again");
    }

    private void complete(UUID deliveryId) {
        CompletableFuture<Delivery> watch = watched.get(deliveryId);
        if (watch == null) {
            return;
        }
        try {
            store.delivery(deliveryId)
                    .map(history -> history.delivery())
                    .filter(delivery -> delivery.status().isFinal())
                    .ifPresent(watch::complete);
        } catch (RuntimeException unreadable) {
            watch.completeExceptionally(unreadable);
        }
    }
}
