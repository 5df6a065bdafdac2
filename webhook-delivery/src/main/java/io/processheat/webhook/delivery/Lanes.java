package io.processheat.webhook.delivery;

import io.processheat.webhook.spi.ClaimedDelivery;
import io.processheat.webhook.spi.EndedDelivery;
import io.processheat.webhook.spi.Lease;
import io.processheat.webhook.spi.StoredWebhook;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** All lanes of a dispatcher: hands each what concerns its webhooks, in one piece. */
final class Lanes {

    private final List<Lane> lanes;

    Lanes(List<Lane> lanes) {
        this.lanes = List.copyOf(lanes);
    }

    void claimed(List<ClaimedDelivery> deliveries) {
        split(deliveries, ClaimedDelivery::webhookId, Lane::claimed);
    }

    void webhooksChanged(List<StoredWebhook> webhooks) {
        split(webhooks, StoredWebhook::id, Lane::webhooksChanged);
    }

    void deliveriesAvailable(Collection<UUID> webhookIds) {
        split(webhookIds, Function.identity(), Lane::deliveriesAvailable);
    }

    void deliveriesEnded(Collection<EndedDelivery> ended) {
        split(ended, EndedDelivery::webhookId, Lane::deliveriesEnded);
    }

    void leased(Collection<Lease> leases) {
        split(leases, Lease::webhookId, Lane::leased);
    }

    void renewed(Collection<Lease> leases, long round) {
        Set<Lease> held = Set.copyOf(leases);
        leased(leases);
        lanes.forEach(lane -> lane.renewed(held, round));
    }

    void wake() {
        lanes.forEach(Lane::wake);
    }

    CompletableFuture<Void> stop(long drainMillis) {
        return CompletableFuture.allOf(
                lanes.stream().map(lane -> lane.stop(drainMillis)).toArray(CompletableFuture<?>[]::new));
    }

    private <T> void split(Collection<T> things, Function<T, UUID> webhook, BiConsumer<Lane, List<T>> hand) {
        if (lanes.size() == 1) {
            if (!things.isEmpty()) {
                hand.accept(lanes.get(0), List.copyOf(things));
            }
            return;
        }
        List<List<T>> parts = new ArrayList<>(lanes.size());
        lanes.forEach(lane -> parts.add(new ArrayList<>()));
        things.forEach(thing -> parts.get(laneOf(webhook.apply(thing))).add(thing));
        for (int i = 0; i < parts.size(); i++) {
            if (!parts.get(i).isEmpty()) {
                hand.accept(lanes.get(i), parts.get(i));
            }
        }
    }

    private int laneOf(UUID webhookId) {
        return Math.floorMod(webhookId.hashCode() * 0x9E3779B9 >>> 16, lanes.size());
    }
}
