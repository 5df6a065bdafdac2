package io.processheat.webhook.delivery;

import io.processheat.webhook.FailureReason;
import io.processheat.webhook.Webhook;
import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.spi.ClaimedDelivery;
import io.processheat.webhook.spi.DuePage;
import io.processheat.webhook.spi.Lease;
import io.processheat.webhook.spi.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.UUID;

/** The deliveries of the {@link MemoryStore}: all of them, and what is unfinished in the order in which it is loaded. */
final class MemoryDeliveries {

    private static final Comparator<MemoryRow> LOADED_FIRST = Comparator.comparing((MemoryRow row) -> !row.test)
            .thenComparing(row -> row.terms.priority(), Comparator.reverseOrder())
            .thenComparingLong(row -> row.due)
            .thenComparingLong(row -> row.sequence);

    private final Map<UUID, MemoryRow> rows = new LinkedHashMap<>();
    private final Map<UUID, TreeSet<MemoryRow>> unfinished = new HashMap<>();
    private final MemoryKeys keys = new MemoryKeys();

    MemoryRow get(UUID deliveryId) {
        return rows.get(deliveryId);
    }

    Iterable<MemoryRow> all() {
        return rows.values();
    }

    int count() {
        return rows.size();
    }

    /**
     * Adds a delivery.
     *
     * @return what its owner may send; null where it waits for its turn
     */
    ClaimedDelivery add(MemoryRow row, Webhook webhook, Lease lease) {
        rows.put(row.id, row);
        long superseded = 0;
        if (row.terms.orderingKey() != null && !row.test) {
            superseded = supersede(row, webhook);
            if (webhook.options().ordered()) {
                keys.enter(row);
            }
        }
        unfinished(row.webhookId).add(row);
        return row.waits ? null : row.claimed(lease, keys.order(row), superseded);
    }

    private long supersede(MemoryRow newer, Webhook webhook) {
        if (!webhook.options().coalesce().contains(newer.event.type())) {
            return 0;
        }
        Optional<MemoryRow> older = unfinished(newer.webhookId).stream()
                .filter(row -> newer.terms.orderingKey().equals(row.terms.orderingKey()) && newer.event.type().equals(row.event.type()))
                .findFirst();
        older.ifPresent(row -> end(row, FailureReason.SUPERSEDED));
        return older.map(row -> row.sequence).orElse(0L);
    }

    void endAll(UUID webhookId, FailureReason reason) {
        List.copyOf(unfinished(webhookId)).forEach(row -> end(row, reason));
    }

    void end(MemoryRow row, FailureReason reason) {
        unfinished(row.webhookId).remove(row);
        row.status = WebhookStatus.FAILED;
        row.reason = Optional.of(reason);
        keys.leave(row);
    }

    /** Applies an outcome; the delivery whose turn has come by it, or null. */
    ClaimedDelivery apply(Outcome outcome, Lease lease) {
        MemoryRow row = rows.get(outcome.delivery().deliveryId());
        unfinished(row.webhookId).remove(row);
        row.status = outcome.next();
        row.reason = Optional.ofNullable(outcome.reason());
        row.due = outcome.nextDueAt();
        if (row.status == WebhookStatus.SENT) {
            keys.sent(row);
        }
        if (!row.status.isFinal()) {
            unfinished(row.webhookId).add(row);
        }
        MemoryRow next = row.status.isFinal() || !outcome.holdsKey() ? keys.leave(row) : null;
        return next == null ? null : next.claimed(lease, keys.order(next), 0);
    }

    /** What of a webhook is due and whose turn it is. */
    DuePage page(Lease lease, boolean testsOnly, long dueUntil, int limit, long maxBytes) {
        List<ClaimedDelivery> page = new ArrayList<>();
        long bytes = 0;
        long nextDue = Long.MAX_VALUE;
        for (MemoryRow row : unfinished(lease.webhookId())) {
            if (row.waits || testsOnly && !row.test) {
                continue;
            }
            if (row.due > dueUntil) {
                nextDue = Math.min(nextDue, row.due);
                continue;
            }
            bytes += row.event.payload().length;
            if (page.size() == limit || !page.isEmpty() && bytes > maxBytes) {
                return new DuePage(page, false, OptionalLong.empty());
            }
            page.add(row.claimed(lease, keys.order(row), 0));
        }
        return new DuePage(page, true, nextDue == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(nextDue));
    }

    private TreeSet<MemoryRow> unfinished(UUID webhookId) {
        return unfinished.computeIfAbsent(webhookId, id -> new TreeSet<>(LOADED_FIRST));
    }
}
