package io.processheat.webhook.store.sqlite;

import java.sql.SQLException;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

/**
 * Ends the backlogs of deactivated and unregistered webhooks, a few thousand rows per transaction, so that a huge one
 * keeps nobody waiting. From the deactivation on, {@link WebhookState#hasEnded} holds for all of it; the column
 * {@code ended_through} lets a restart go on.
 */
final class Endings {

    /** About 20 ms of work. */
    static final int ROWS_PER_TRANSACTION = 2_000;

    private final Set<UUID> waiting = new LinkedHashSet<>();

    /** Takes up what an earlier run may have left; for most there is nothing to do, and the first look says so. */
    Endings(Collection<WebhookState> stored) {
        stored.stream().filter(webhook -> webhook.endedThrough() > 0).map(WebhookState::id).forEach(waiting::add);
    }

    void add(UUID webhookId) {
        waiting.add(webhookId);
    }

    void remove(UUID webhookId) {
        waiting.remove(webhookId);
    }

    boolean areWaiting() {
        return !waiting.isEmpty();
    }

    void endSome(WebhookStates states, DeliveryTable deliveries) throws SQLException {
        int left = ROWS_PER_TRANSACTION;
        Iterator<UUID> ids = waiting.iterator();
        while (left > 0 && ids.hasNext()) {
            left -= deliveries.end(states.get(ids.next()), left);
            if (left > 0) {
                ids.remove();
            }
        }
    }
}
