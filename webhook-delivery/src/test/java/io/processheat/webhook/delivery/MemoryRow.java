package io.processheat.webhook.delivery;

import io.processheat.webhook.Attempt;
import io.processheat.webhook.Delivery;
import io.processheat.webhook.FailureReason;
import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.spi.ClaimedDelivery;
import io.processheat.webhook.spi.EventContent;
import io.processheat.webhook.spi.EventTerms;
import io.processheat.webhook.spi.KeyOrder;
import io.processheat.webhook.spi.Lease;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    long keyNumber;
    boolean waits;

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

    ClaimedDelivery claimed(Lease lease, KeyOrder order, long supersedes) {
        return new ClaimedDelivery(sequence, id, lease, event, attempts.size(), due, test, terms.priority(), terms.expiresAt(), order, supersedes);
    }
}
