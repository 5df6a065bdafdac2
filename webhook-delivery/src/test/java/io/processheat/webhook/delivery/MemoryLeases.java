package io.processheat.webhook.delivery;

import io.processheat.webhook.spi.Lease;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Who owns which webhook in the {@link MemoryStore}; leases do not run out here. */
final class MemoryLeases {

    private final Map<UUID, String> owners = new LinkedHashMap<>();
    private final Map<UUID, Long> epochs = new LinkedHashMap<>();

    Lease own(String node, UUID webhookId) {
        owners.put(webhookId, node);
        return new Lease(webhookId, epochs.merge(webhookId, 1L, Long::sum));
    }

    void free(UUID webhookId) {
        owners.remove(webhookId);
    }

    void release(String node) {
        owners.values().removeIf(node::equals);
    }

    /** Makes the node the owner where there is none. */
    boolean owns(String node, UUID webhookId) {
        if (!owners.containsKey(webhookId)) {
            own(node, webhookId);
        }
        return owners.get(webhookId).equals(node);
    }

    Lease of(UUID webhookId) {
        return new Lease(webhookId, epochs.getOrDefault(webhookId, 0L));
    }

    List<Lease> claim(String node, Collection<UUID> webhooks, int limit) {
        List<UUID> free = webhooks.stream().filter(id -> !owners.containsKey(id)).limit(limit).toList();
        return free.stream().map(id -> own(node, id)).toList();
    }

    List<Lease> ownedBy(String node) {
        return owners.keySet().stream().filter(id -> owners.get(id).equals(node)).map(this::of).toList();
    }
}
