package io.processheat.webhook.core;

import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import io.processheat.webhook.spi.StoredWebhook;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;

/**
 * Who gets what: webhooks by event type, in memory, so that publishing costs what it matches. The store's thread writes,
 * publishers read without a lock.
 */
final class WebhookIndex {

    private record Entry(long version, boolean deleted, SortedSet<String> subscriptions) {}

    private final Consumer<StoredWebhook> news;
    private final Map<UUID, Entry> entries = new ConcurrentHashMap<>();
    private final Map<String, Set<UUID>> subscribers = new ConcurrentHashMap<>();
    private boolean loaded;
    private volatile boolean closed;

    /** @param news told of each webhook that came in a version not known before, in the order of its versions */
    WebhookIndex(Consumer<StoredWebhook> news) {
        this.news = news;
    }

    /** Takes what the store held at the start; changes of later versions may have come already. */
    synchronized void load(List<StoredWebhook> all) {
        changed(all);
        loaded = true;
        entries.values().removeIf(Entry::deleted);
    }

    synchronized void changed(List<StoredWebhook> webhooks) {
        webhooks.forEach(this::put);
    }

    /** Nobody keeps it up to date from here on, so it answers no more. */
    void close() {
        closed = true;
    }

    /** Active webhooks that are subscribed to the type, oldest first. */
    Collection<UUID> subscribers(String type) {
        requireOpen();
        return subscribers.getOrDefault(type, Set.of());
    }

    /** Whether the webhook is registered, active or not. */
    boolean exists(UUID webhookId) {
        requireOpen();
        Entry entry = entries.get(webhookId);
        return entry != null && !entry.deleted();
    }

    private void requireOpen() {
        if (closed) {
            throw new WebhookException(Reason.UNAVAILABLE, "this manager is stopped; get the service again");
        }
    }

    private void put(StoredWebhook webhook) {
        Entry before = entries.get(webhook.id());
        if (before != null && before.version() >= webhook.version()) {
            return;
        }
        Entry now = new Entry(webhook.version(), webhook.deleted(), subscriptions(webhook));
        if (webhook.deleted() && loaded) {
            entries.remove(webhook.id());
        } else {
            // Before the end of loading a deleted one is kept: an older version of it may still come.
            entries.put(webhook.id(), now);
        }
        move(webhook.id(), before == null ? Collections.emptySortedSet() : before.subscriptions(), now.subscriptions());
        news.accept(webhook);
    }

    private static SortedSet<String> subscriptions(StoredWebhook webhook) {
        boolean listens = !webhook.deleted() && webhook.webhook().active();
        return listens ? webhook.webhook().events() : Collections.emptySortedSet();
    }

    private void move(UUID id, SortedSet<String> before, SortedSet<String> now) {
        // First in, then out: who keeps a subscription never misses an event.
        now.forEach(type -> subscribers.computeIfAbsent(type, t -> new ConcurrentSkipListSet<>()).add(id));
        before.stream().filter(type -> !now.contains(type)).forEach(type -> subscribers.get(type).remove(id));
    }
}
