package io.processheat.webhook.delivery;

import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.delivery.OutcomeRecorder.Entry;
import io.processheat.webhook.spi.Outcome;
import io.processheat.webhook.spi.RecordResult;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What follows once an outcome is recorded: the delivery leaves memory, or waits there for its next attempt. */
final class Aftermath {

    private static final Logger LOG = LoggerFactory.getLogger(Aftermath.class);

    private final LaneClock clock;
    private final Attempts attempts;
    private final Pager pager;
    private final Intake intake;
    private final Watches watches;
    private final UnhealthyListener unhealthy;

    Aftermath(LaneClock clock, Attempts attempts, Pager pager, Intake intake, Watches watches, UnhealthyListener unhealthy) {
        this.clock = clock;
        this.attempts = attempts;
        this.pager = pager;
        this.intake = intake;
        this.watches = watches;
        this.unhealthy = unhealthy;
    }

    void recorded(Entry entry, RecordResult result) {
        WebhookQueue queue = entry.delivery().queue();
        boolean toBeRetried = entry.outcome().next() == WebhookStatus.RETRYING;
        if (toBeRetried && result.applied() && queue.keeps(entry.delivery())) {
            retry(entry, queue);
        } else {
            tellFollower(entry);
            letGo(entry.delivery(), queue, toBeRetried || !result.applied());
        }
        if (result.successor() != null) {
            intake.takeSuccessor(queue, result.successor());
        }
        pager.ask(queue);
        if (result.becameUnhealthy()) {
            raiseAlarm(entry, queue);
        }
    }

    /** It was claimed before, when that number was still missing. */
    private static void tellFollower(Entry entry) {
        QueuedDelivery follower = entry.delivery().follower();
        if (follower != null && entry.outcome().next() == WebhookStatus.SENT) {
            follower.told(entry.outcome().delivery().order().number());
        }
    }

    private void retry(Entry entry, WebhookQueue queue) {
        QueuedDelivery delivery = entry.delivery();
        long delayMillis = entry.decision().delayMillis();
        long due = entry.endedMillis() + delayMillis;
        delivery.attempted(entry.outcome().nextDueAt(), entry.outsideSchedule());
        if (entry.outsideSchedule()) {
            queue.addReadyFirst(delivery);
            attempts.offer(queue);
        } else if (queue.held().mayKeep(delivery, delayMillis)) {
            attempts.offerAt(due, delivery);
        } else {
            queue.release(delivery);
            pager.lookAt(queue, delivery.priority(), due);
        }
    }

    /** Its zone's line was down: it is as before, and first in line where it still is ours to send. */
    void notAttempted(QueuedDelivery delivery) {
        WebhookQueue queue = delivery.queue();
        if (queue.keeps(delivery)) {
            queue.addReadyFirst(delivery);
            attempts.offer(queue);
        } else {
            letGo(delivery, queue, true);
        }
    }

    /** @param unfinished whether the store may hold it as unfinished, in spite of its outcome */
    private void letGo(QueuedDelivery delivery, WebhookQueue queue, boolean unfinished) {
        UUID deliveryId = delivery.claimed().deliveryId();
        QueuedDelivery follower = delivery.follower();
        queue.release(delivery);
        watches.check(deliveryId);
        if (follower != null) {
            queue.addReady(follower);
            attempts.offer(queue);
        }
        if (unfinished) {
            LOG.debug("What becomes of delivery {} is in the store: its webhook's state or owner has changed", deliveryId);
            pager.look(queue, delivery.priority());
        }
    }

    private void raiseAlarm(Entry entry, WebhookQueue queue) {
        unhealthy.becameUnhealthy(new UnhealthyWebhook(
                queue.webhookId(),
                queue.receiver().place(),
                queue.receiver().consecutiveFailures(),
                error(entry.outcome()),
                clock.wall()));
    }

    private static String error(Outcome outcome) {
        return outcome.attempt() == null ? "expired" : outcome.attempt().error().orElse("");
    }
}
