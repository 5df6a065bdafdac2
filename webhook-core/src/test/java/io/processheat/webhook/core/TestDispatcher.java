package io.processheat.webhook.core;

import io.processheat.webhook.Delivery;
import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import io.processheat.webhook.spi.ClaimedDelivery;
import io.processheat.webhook.spi.Dispatcher;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A test double that sends nothing and remembers what it was asked. */
final class TestDispatcher implements Dispatcher {

    final List<ClaimedDelivery> claimed = new CopyOnWriteArrayList<>();
    final Map<UUID, CompletableFuture<Delivery>> watched = new ConcurrentHashMap<>();
    volatile int wakes;
    volatile List<String> warnings = List.of();

    @Override
    public String node() {
        return "test";
    }

    @Override
    public void claimed(List<ClaimedDelivery> deliveries) {
        claimed.addAll(deliveries);
    }

    @Override
    public synchronized void wake() {
        wakes++;
    }

    @Override
    public CompletionStage<Delivery> watch(UUID deliveryId) {
        return watched.computeIfAbsent(deliveryId, id -> new CompletableFuture<>());
    }

    @Override
    public void checkTarget(String url) {
        if (!url.startsWith("https://")) {
            throw new WebhookException(Reason.INVALID, "url", "only https: " + url);
        }
    }

    @Override
    public Set<String> retrySchedules() {
        return Set.of("default", "long");
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }
}
