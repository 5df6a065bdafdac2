package io.processheat.webhook.store.sqlite;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The {@link WebhookState}s, with a journal that undoes what a transaction changed. Writer's thread only. */
final class WebhookStates {

    private static final WebhookState ABSENT = WebhookState.registered(0, new UUID(0, 0), false);

    private final Map<UUID, WebhookState> current = new HashMap<>();
    private final Map<UUID, WebhookState> before = new HashMap<>();

    WebhookStates(Collection<WebhookState> stored) {
        stored.forEach(state -> current.put(state.id(), state));
    }

    /** Null where there never was such a webhook. */
    WebhookState get(UUID id) {
        return current.get(id);
    }

    /** The webhook, where it is registered; else null. */
    WebhookState registered(UUID id) {
        WebhookState state = current.get(id);
        return state == null || state.deleted() ? null : state;
    }

    Collection<WebhookState> all() {
        return Collections.unmodifiableCollection(current.values());
    }

    void put(WebhookState state) {
        WebhookState old = current.put(state.id(), state);
        before.putIfAbsent(state.id(), old == null ? ABSENT : old);
    }

    void committed() {
        before.clear();
    }

    void rolledBack() {
        before.forEach((id, old) -> {
            if (old == ABSENT) {
                current.remove(id);
            } else {
                current.put(id, old);
            }
        });
        before.clear();
    }
}
