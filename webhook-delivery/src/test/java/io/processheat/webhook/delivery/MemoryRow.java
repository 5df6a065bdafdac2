package io.processheat.webhook.delivery;

import io.processheat.webhook.Attempt;
import io.processheat.webhook.Delivery;
import io.processheat.webhook.FailureReason;
import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.spi.ClaimedDelivery;
import io.processheat.webhook.spi.DuePage;
import io.processheat.webhook.spi.EventContent;
import io.processheat.webhook.spi.EventTerms;
import io.processheat.webhook.spi.Lease;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** A delivery in the {@link MemoryStore}. */
final class MemoryRow {

    final long sequence;
    final UUID id;
    final UUID webhookId;
    final EventContent event;
    final EventTerms terms;
    final boolean test;
    final List<Attempt> attempts = new ArrayList<>();
    WebhookStatus status = WebhookStatus.PENDING;
    Optional<FailureReason> reason = Optional.empty();
    long due;

    MemoryRow(long sequence, UUID id, UUID webhookId, EventContent event, EventTerms terms, boolean test, long due) {
        this.sequence = sequence;
        this.id = id;
        this.webhookId = webhookId;
        this.event = event;
        this.terms = terms;
        this.test = test;
        this.due = due;
    }

    Delivery shown() {
        Optional<Attempt> last =
                attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.get(attempts.size() - 1));
        return new Delivery(id.toString(), sequence, webhookId.toString(), event.eventId(), event.type(), status, reason,
                attempts.size(), last.flatMap(Attempt::httpStatus), last.flatMap(Attempt::error), Instant.EPOCH,
                Optional.empty(), status.isFinal() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(due)), terms.priority(),
                Optional.ofNullable(terms.orderingKey()), Optional.empty(), Optional.empty(), Optional.empty(), "");
    }

    ClaimedDelivery claimed(Lease lease) {
        return new ClaimedDelivery(sequence, id, lease, event, attempts.size(), due, test, terms.priority(), terms.expiresAt(), null, 0);
    }

    /** What of these is due, the longest due first. */
    static DuePage page(List<MemoryRow> open, Lease lease, long dueUntil, int limit, long maxBytes) {
        List<MemoryRow> due = open.stream()
                .filter(row -> row.due <= dueUntil)
                .sorted(Comparator.comparingLong((MemoryRow row) -> row.due).thenComparingLong(row -> row.sequence))
                .toList();
        List<ClaimedDelivery> page = new ArrayList<>();
        long bytes = 0;
        for (MemoryRow row : due) {
            bytes += row.event.payload().length;
            if (page.size() == limit || !page.isEmpty() && bytes > maxBytes) {
                return new DuePage(page, false, OptionalLong.empty());
            }
            page.add(row.claimed(lease));
        }
        return new DuePage(page, true, open.stream().mapToLong(row -> row.due).filter(time -> time > dueUntil).min());
    }
}
