package io.processheat.webhook.delivery;

import io.processheat.webhook.Attempt;
import io.processheat.webhook.DeliveryHistory;
import io.processheat.webhook.spi.ClaimedDelivery;
import io.processheat.webhook.spi.DuePage;
import java.util.Optional;

/**
 * Takes the deliveries of a page into memory.
 *
 * <p>A page asked for whatever the clock says also has deliveries that are due later. Such a time holds if the schedule
 * can have given it, or a Retry-After. Otherwise somebody has set the clock back since, by years perhaps, and the time is
 * reckoned anew: no delivery waits longer than it had to when its last attempt failed.
 */
final class PageReader {

    private final LaneClock clock;
    private final Attempts attempts;
    private final Past past;

    /**
     * What came of a page.
     *
     * @param taken deliveries that are in memory now
     * @param leftDue whether some that are due found no room
     * @param sawLater whether the page went on to those that are not due yet
     */
    record Summary(int taken, boolean leftDue, boolean sawLater) {}

    PageReader(LaneClock clock, Attempts attempts, Past past) {
        this.clock = clock;
        this.attempts = attempts;
        this.past = past;
    }

    /** Reads a page of this queue; {@code later} is told of times at which to look again. */
    Summary read(WebhookQueue queue, DuePage page, Later later) {
        int taken = 0;
        boolean leftDue = false;
        boolean sawLater = false;
        long wall = clock.wall();
        for (ClaimedDelivery claimed : page.deliveries()) {
            if (queue.knows(claimed.sequence()) || !claimed.test() && !queue.active()) {
                continue;
            }
            if (claimed.dueAt() > wall && claimed.attempts() > 0) {
                sawLater = true;
                readLater(queue, claimed, claimed.dueAt() - wall, later);
            } else if (leftDue) {
                continue;
            } else if (!claimed.test() && !queue.fits(QueuedDelivery.bytes(claimed))) {
                leftDue = true;
                queue.unread().firstBytes = QueuedDelivery.bytes(claimed);
            } else {
                queue.addReady(queue.hold(claimed));
                taken++;
            }
        }
        return new Summary(taken, leftDue, sawLater);
    }

    private void readLater(WebhookQueue queue, ClaimedDelivery claimed, long wait, Later later) {
        if (wait <= queue.receiver().schedule().longestDelayMillis(claimed.attempts())) {
            keepOrLookAgain(queue, claimed, wait, later);
        } else {
            past.read(claimed.deliveryId(), history -> {
                if (!claimed.lease().equals(queue.lease()) || queue.holds(claimed.sequence())) {
                    return;
                }
                long given = delayGiven(claimed, history);
                if (given < wait) {
                    keepWhateverTheStoreSays(queue, claimed, given);
                } else {
                    keepOrLookAgain(queue, claimed, wait, later);
                }
            });
        }
    }

    private void keepOrLookAgain(WebhookQueue queue, ClaimedDelivery claimed, long wait, Later later) {
        if (wait <= WebhookQueue.NEAR_MILLIS && queue.fits(QueuedDelivery.bytes(claimed))) {
            attempts.offerAt(clock.millis() + wait, queue.hold(claimed));
        } else {
            later.lookAt(queue, clock.millis() + wait);
        }
    }

    /** Only memory knows the time reckoned anew. Without room for it: once there is room. */
    private void keepWhateverTheStoreSays(WebhookQueue queue, ClaimedDelivery claimed, long wait) {
        if (queue.fits(QueuedDelivery.bytes(claimed))) {
            attempts.offerAt(clock.millis() + wait, queue.hold(claimed));
        } else {
            queue.unread().clockSuspect = true;
        }
    }

    private static long delayGiven(ClaimedDelivery claimed, Optional<DeliveryHistory> history) {
        return history.filter(known -> !known.attempts().isEmpty())
                .map(known -> known.attempts().get(known.attempts().size() - 1))
                .map(last -> Math.max(0, claimed.dueAt() - endOf(last)))
                .orElse(Long.MAX_VALUE);
    }

    private static long endOf(Attempt attempt) {
        return attempt.startedAt().plus(attempt.duration()).toEpochMilli();
    }

    /** Takes times at which to look again. */
    @FunctionalInterface
    interface Later {
        void lookAt(WebhookQueue queue, long time);
    }
}
