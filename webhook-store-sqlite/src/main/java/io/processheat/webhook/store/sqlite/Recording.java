package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.Attempt;
import io.processheat.webhook.FailureReason;
import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.spi.ClaimedDelivery;
import io.processheat.webhook.spi.Outcome;
import io.processheat.webhook.spi.RecordResult;
import io.processheat.webhook.store.sqlite.DeliveryTable.Progress;
import io.processheat.webhook.store.sqlite.DeliveryTable.Step;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Records attempts, what they make of their deliveries, and what these say of a webhook's health. */
final class Recording {

    private static final RecordResult REFUSED = new RecordResult(false, false, null);
    private static final RecordResult APPLIED = new RecordResult(true, false, null);
    private static final RecordResult APPLIED_AND_UNHEALTHY = new RecordResult(true, true, null);

    private static final Set<FailureReason> ENDED_BY_OTHERS = EnumSet.of(
            FailureReason.DEACTIVATED,
            FailureReason.UNREGISTERED,
            FailureReason.EXPIRED,
            FailureReason.SUPERSEDED,
            FailureReason.SHED);

    private static final long BYTES_PER_OUTCOME = 256;

    private final Transaction transaction;
    private final Tables tables;
    private final Turns turns;
    private final int unhealthyAfter;

    Recording(Transaction transaction, int unhealthyAfter) {
        this.transaction = transaction;
        this.tables = transaction.tables();
        this.turns = new Turns(tables);
        this.unhealthyAfter = unhealthyAfter;
    }

    /** About what outcomes write and hold in memory. */
    static long bytes(List<Outcome> outcomes) {
        long bytes = 0;
        for (Outcome outcome : outcomes) {
            bytes += BYTES_PER_OUTCOME + (outcome.attempt() == null ? 0 : bytes(outcome.attempt()));
        }
        return bytes;
    }

    private static long bytes(Attempt attempt) {
        return Operation.bytes(attempt.response()) + Operation.bytes(attempt.error().orElse(null));
    }

    static Operation.Kind kind(List<Outcome> outcomes) {
        return outcomes.stream().anyMatch(Recording::mayPassTurn) ? Operation.Kind.TURNS : Operation.Kind.OUTCOMES;
    }

    private static boolean mayPassTurn(Outcome outcome) {
        boolean goesOn = outcome.next() == WebhookStatus.RETRYING && outcome.holdsKey();
        return outcome.delivery().order() != null && !goesOn;
    }

    List<RecordResult> record(List<Outcome> outcomes) throws SQLException {
        List<RecordResult> results = new ArrayList<>(outcomes.size());
        for (Outcome outcome : outcomes) {
            results.add(record(outcome));
        }
        return results;
    }

    private RecordResult record(Outcome outcome) throws SQLException {
        ClaimedDelivery delivery = outcome.delivery();
        WebhookState webhook = tables.states().get(delivery.webhookId());
        if (webhook == null || !webhook.isHeldUnder(delivery.lease())) {
            return REFUSED;
        }
        boolean ended = webhook.hasEnded(delivery.sequence(), delivery.test());
        if (ended || !transaction.rows().move(move(outcome, webhook, step(outcome)))) {
            return recordLate(outcome, webhook);
        }
        RecordResult result = judgeHealth(outcome, webhook);
        return delivery.order() == null ? result : withSuccessor(outcome, result);
    }

    private RecordResult withSuccessor(Outcome outcome, RecordResult result) throws SQLException {
        ClaimedDelivery successor = turns.after(outcome);
        if (successor == null) {
            return result;
        }
        transaction.handOver().otherwiseHandedOut();
        return new RecordResult(result.applied(), result.becameUnhealthy(), successor);
    }

    /**
     * An attempt that was in flight when its delivery was ended by others. It is kept, but only a success still changes
     * the delivery: an outcome is applied where the delivery became what the outcome says.
     */
    private RecordResult recordLate(Outcome outcome, WebhookState webhook) throws SQLException {
        if (outcome.attempt() == null) {
            return REFUSED;
        }
        Progress stands = tables.deliveries().progress(outcome.delivery().sequence(), webhook.row());
        if (stands == null || !wasEnded(stands, outcome, webhook)) {
            return REFUSED;
        }
        boolean sent = outcome.next() == WebhookStatus.SENT;
        Step step = sent ? step(outcome) : new Step(1, WebhookStatus.FAILED, endReason(stands, webhook), null, null);
        if (!move(outcome, webhook, step).apply(tables.deliveries(), tables.attempts(), true) || !sent) {
            return REFUSED;
        }
        succeeded(outcome, webhook);
        if (outcome.delivery().order() != null) {
            turns.toldLate(outcome.delivery());
        }
        return APPLIED;
    }

    private static Move move(Outcome outcome, WebhookState webhook, Step step) {
        Attempt attempt = outcome.attempt();
        int attemptsBefore = attempt == null ? outcome.delivery().attempts() : attempt.number() - 1;
        return new Move(outcome.delivery().sequence(), webhook.row(), attemptsBefore, step, attempt);
    }

    private RecordResult judgeHealth(Outcome outcome, WebhookState webhook) throws SQLException {
        if (outcome.next() == WebhookStatus.SENT) {
            succeeded(outcome, webhook);
        } else if (outcome.next() == WebhookStatus.FAILED && outcome.countsForHealth()) {
            return failed(outcome, webhook);
        }
        return APPLIED;
    }

    private void succeeded(Outcome outcome, WebhookState webhook) {
        int failures = outcome.countsForHealth() ? 0 : webhook.consecutiveFailures();
        Long sentAt = sentAt(outcome);
        if (failures != webhook.consecutiveFailures() || !sentAt.equals(webhook.lastTriggeredAt())) {
            transaction.putHealth(webhook.withHealth(failures, sentAt));
        }
    }

    private RecordResult failed(Outcome outcome, WebhookState webhook) throws SQLException {
        WebhookState failing = webhook.withHealth(webhook.consecutiveFailures() + 1, webhook.lastTriggeredAt());
        transaction.putHealth(failing);
        boolean tooOften = failing.consecutiveFailures() >= unhealthyAfter || outcome.reason() == FailureReason.GONE;
        if (!tooOften || !failing.active()) {
            return APPLIED;
        }
        new Registering(transaction).becomeUnhealthy(failing);
        return APPLIED_AND_UNHEALTHY;
    }

    private static boolean wasEnded(Progress stands, Outcome outcome, WebhookState webhook) {
        if (stands.status().isFinal()) {
            return ENDED_BY_OTHERS.contains(stands.reason());
        }
        return webhook.hasEnded(outcome.delivery().sequence(), outcome.delivery().test());
    }

    private static FailureReason endReason(Progress stands, WebhookState webhook) {
        if (stands.reason() != null) {
            return stands.reason();
        }
        return webhook.deleted() ? FailureReason.UNREGISTERED : FailureReason.DEACTIVATED;
    }

    private static Step step(Outcome outcome) {
        int attempts = outcome.attempt() == null ? 0 : 1;
        return switch (outcome.next()) {
            case SENT -> new Step(attempts, WebhookStatus.SENT, null, null, sentAt(outcome));
            case FAILED -> new Step(attempts, WebhookStatus.FAILED, outcome.reason(), null, null);
            case RETRYING -> new Step(attempts, WebhookStatus.RETRYING, null, outcome.nextDueAt(), null);
            case PENDING -> throw new IllegalArgumentException("an attempt does not leave a delivery PENDING");
        };
    }

    private static long sentAt(Outcome outcome) {
        return outcome.attempt().startedAt().plus(outcome.attempt().duration()).toEpochMilli();
    }
}
