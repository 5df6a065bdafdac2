package io.processheat.webhook.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.DeliveryOptions;
import io.processheat.webhook.HealthStatus;
import io.processheat.webhook.Webhook;
import io.processheat.webhook.spi.StoredWebhook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WebhookIndexTest {

    private final List<StoredWebhook> taken = new ArrayList<>();
    private final WebhookIndex index = new WebhookIndex(taken::add);
    private final UUID id = new UUID(1, 1);

    @Test
    void findsActiveSubscribersOfTheTypeOnly() {
        index.load(List.of(webhook(1, 1, true, "a.b"), webhook(2, 2, true, "a.b", "c.d"), webhook(3, 3, false, "a.b")));
        assertEquals(List.of(id, new UUID(1, 2)), List.copyOf(index.subscribers("a.b")));
        assertEquals(List.of(new UUID(1, 2)), List.copyOf(index.subscribers("c.d")));
        assertEquals(List.of(), List.copyOf(index.subscribers("e.f")));
        assertTrue(index.exists(new UUID(1, 3)));
        assertFalse(index.exists(new UUID(1, 4)));
    }

    @Test
    void doesNotGoBackToAnOlderVersionWhileLoading() {
        index.changed(List.of(webhook(1, 7, true, "new.type")));
        index.load(List.of(webhook(1, 5, true, "old.type")));
        assertEquals(List.of(id), List.copyOf(index.subscribers("new.type")));
        assertEquals(List.of(), List.copyOf(index.subscribers("old.type")));
        assertEquals(List.of(7L), taken.stream().map(StoredWebhook::version).toList());
    }

    @Test
    void doesNotBringBackAWebhookThatWasUnregisteredWhileLoading() {
        index.changed(List.of(deleted(1, 7)));
        index.load(List.of(webhook(1, 5, true, "a.b")));
        assertFalse(index.exists(id));
        assertEquals(List.of(), List.copyOf(index.subscribers("a.b")));
    }

    @Test
    void forgetsAWebhookThatIsUnregistered() {
        index.load(List.of(webhook(1, 1, true, "a.b")));
        index.changed(List.of(deleted(1, 2)));
        assertFalse(index.exists(id));
        assertEquals(List.of(), List.copyOf(index.subscribers("a.b")));
    }

    @Test
    void costsWhatMatchesHoweverManyAreRegistered() {
        List<StoredWebhook> many = new ArrayList<>();
        for (int i = 1; i <= 10_000; i++) {
            many.add(webhook(i, i, true, "type.n" + i % 1000));
        }
        index.load(many);
        assertEquals(10, index.subscribers("type.n7").size());
        many.forEach(webhook -> index.changed(List.of(deleted(webhook.id().getLeastSignificantBits(), 20_000))));
        assertEquals(0, index.subscribers("type.n7").size());
    }

    private static StoredWebhook webhook(long number, long version, boolean active, String... types) {
        UUID id = new UUID(1, number);
        Webhook webhook = new Webhook(
                id.toString(), "https://plant.example", new TreeSet<>(List.of(types)), Map.of(), DeliveryOptions.DEFAULT, active,
                false, HealthStatus.HEALTHY, 0, Optional.empty(), Instant.EPOCH);
        return new StoredWebhook(id, webhook, List.of(), false, version);
    }

    private static StoredWebhook deleted(long number, long version) {
        StoredWebhook webhook = webhook(number, version, true, "a.b");
        return new StoredWebhook(webhook.id(), webhook.webhook(), List.of(), true, version);
    }
}
