package io.processheat.webhook.delivery;

import io.processheat.webhook.Attempt;
import io.processheat.webhook.DeliveryHistory;
import io.processheat.webhook.FailureReason;
import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.delivery.OutcomeRecorder.Entry;
import io.processheat.webhook.delivery.QueuedDelivery.State;
import io.processheat.webhook.delivery.http.PostResult;
import io.processheat.webhook.delivery.http.PostResult.Answered;
import io.processheat.webhook.delivery.http.PostResult.Failed;
import io.processheat.webhook.delivery.http.PostResult.Kind;
import io.processheat.webhook.spi.Outcome;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From the receivers to the outcome: judges each attempt's end and puts it into words for the store and the log. */
final class Results {

    /** The recorded error of an attempt outside the schedule; by it such attempts are known when read again. */
    static final String OUTSIDE_SCHEDULE = "the receiver had closed the idle connection; repeated at once on a new one";

    private static final Logger LOG = LoggerFactory.getLogger(Results.class);

    private final LaneClock clock;
    private final Past past;
    private final RetryPolicy policy;
    private final Consumer<Entry> decided;
    private int undecided;

    /** @param decided takes what is to be recorded */
    Results(LaneClock clock, Past past, RetryPolicy policy, Consumer<Entry> decided) {
        this.clock = clock;
        this.past = past;
        this.policy = policy;
        this.decided = decided;
    }

    boolean isIdle() {
        return undecided == 0;
    }

    /** An attempt has ended. One that was stopped by us is no attempt: it is made again after the next start. */
    void ended(RunningAttempt attempt, PostResult result) {
        QueuedDelivery delivery = attempt.delivery;
        if (result instanceof Failed failed && failed.kind() == Kind.STOPPED) {
            delivery.queue().release(delivery);
            return;
        }
        delivery.become(State.RECORDING);
        Decision decision = decide(delivery, result, delivery.scheduledAttempts());
        if (decision.exhausted() && delivery.pastUnknown() && !delivery.test()) {
            decideByHistory(attempt, result);
        } else {
            settle(attempt, result, decision);
        }
    }

    /** Past its deadline, a delivery ends without a request. The receiver is to blame only if it had its chance. */
    void expired(QueuedDelivery delivery) {
        delivery.become(State.RECORDING);
        boolean wasTried = delivery.claimed().attempts() > 0;
        Outcome outcome = new Outcome(
                delivery.claimed(), null, WebhookStatus.FAILED, FailureReason.EXPIRED, 0, wasTried, false);
        LOG.debug(
                "Delivery {} to webhook {} ({}) has expired after {} attempts",
                delivery.claimed().deliveryId(),
                delivery.queue().webhookId(),
                delivery.queue().receiver().place(),
                delivery.claimed().attempts());
        decided.accept(new Entry(delivery, outcome, Decision.failed(FailureReason.EXPIRED), false, clock.millis()));
    }

    /** Before it gives up, it makes sure that attempts made before a restart count only if they were on the schedule. */
    private void decideByHistory(RunningAttempt attempt, PostResult result) {
        QueuedDelivery delivery = attempt.delivery;
        undecided++;
        past.read(delivery.claimed().deliveryId(), history -> {
            undecided--;
            int scheduled = delivery.attempt() - history.map(Results::outsideSchedule).orElse(1);
            settle(attempt, result, decide(delivery, result, scheduled));
        });
    }

    private static int outsideSchedule(DeliveryHistory history) {
        return (int) history.attempts().stream()
                .filter(attempt -> attempt.error().filter(OUTSIDE_SCHEDULE::equals).isPresent())
                .count();
    }

    private Decision decide(QueuedDelivery delivery, PostResult result, int scheduledAttempts) {
        return policy.decide(
                result,
                scheduledAttempts,
                delivery.claimed(),
                delivery.queue().receiver().schedule(),
                clock.wall(),
                ThreadLocalRandom.current().nextDouble());
    }

    private void settle(RunningAttempt running, PostResult result, Decision decision) {
        QueuedDelivery delivery = running.delivery;
        Attempt attempt = attempt(running, result);
        boolean goesOn = decision.next() == WebhookStatus.RETRYING;
        long nextDueAt =
                goesOn ? clock.wall() - (clock.millis() - running.endedMillis) + decision.delayMillis() : 0;
        Outcome outcome = new Outcome(
                delivery.claimed(), attempt, decision.next(), decision.reason(), nextDueAt, !delivery.test(),
                decision.holdsKey());
        log(delivery, attempt, decision);
        decided.accept(
                new Entry(delivery, outcome, decision, RetryPolicy.isOutsideSchedule(result), running.endedMillis));
    }

    private static Attempt attempt(RunningAttempt running, PostResult result) {
        return new Attempt(
                running.delivery.attempt(),
                Instant.ofEpochMilli(running.startedAt),
                result.elapsed(),
                result instanceof Answered answered ? Optional.of(answered.status()) : Optional.empty(),
                error(result),
                result instanceof Answered answered ? answered.body() : "");
    }

    private static Optional<String> error(PostResult result) {
        if (result instanceof Failed failed) {
            return Optional.of(RetryPolicy.isOutsideSchedule(result) ? OUTSIDE_SCHEDULE : failed.message());
        }
        return RetryPolicy.isSuccess(result)
                ? Optional.empty()
                : Optional.of("answered with HTTP status " + ((Answered) result).status());
    }

    private static void log(QueuedDelivery delivery, Attempt attempt, Decision decision) {
        if (LOG.isDebugEnabled()) {
            LOG.debug(
                    "attempt webhook={} delivery={} event={} type={} number={} status={} error={} ms={} next={} delay_ms={}",
                    delivery.queue().webhookId(),
                    delivery.claimed().deliveryId(),
                    delivery.claimed().event().eventId(),
                    delivery.claimed().event().type(),
                    attempt.number(),
                    attempt.httpStatus().orElse(null),
                    attempt.error().orElse(null),
                    attempt.duration().toMillis(),
                    decision.next(),
                    decision.delayMillis());
        }
        if (decision.next() == WebhookStatus.FAILED && !delivery.test()) {
            LOG.info(
                    "Delivery {} to webhook {} ({}) is given up after {} attempts: {}",
                    delivery.claimed().deliveryId(),
                    delivery.queue().webhookId(),
                    delivery.queue().receiver().place(),
                    attempt.number(),
                    attempt.error().orElse(""));
        }
    }
}
