package io.processheat.webhook.store.sqlite;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The {@link WebhookState}s of all webhooks, unregistered ones too while their history is kept. Writer's thread only. */
final class WebhookStates {

    private final Map<UUID, WebhookState> states = new HashMap<>();

    WebhookStates(Collection<WebhookState> stored) {
        stored.forEach(this::put);
    }

    /** Null where there never was such a webhook. */
    WebhookState get(UUID id) {
        return states.get(id);
    }

    /** The webhook, where it is registered; else null. */
    WebhookState registered(UUID id) {
        WebhookState state = states.get(id);
        return state == null || state.deleted() ? null : state;
    }

    Collection<WebhookState> all() {
        return Collections.unmodifiableCollection(states.values());
    }

    Set<UUID> ids() {
        return Set.copyOf(states.keySet());
    }

    void put(WebhookState state) {
        states.put(state.id(), state);
    }

    void remove(UUID id) {
        states.remove(id);
    }
}
