package io.processheat.webhook.delivery;

import io.processheat.webhook.Attempt;
import io.processheat.webhook.DeliveryHistory;
import io.processheat.webhook.Priority;
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
    private final SigningAhead signing;

    /**
     * What came of a page.
     *
     * @param taken deliveries that are in memory now
     * @param left the highest priority of which some may be due that are not in memory; null where there are none
     * @param leftBytes what the first of them takes of memory, as far as is known
     * @param endsLater whether it went on to those of a priority that are not due yet
     */
    record Summary(int taken, Priority left, long leftBytes, boolean endsLater) {}

    PageReader(LaneClock clock, Attempts attempts, Past past, SigningAhead signing) {
        this.clock = clock;
        this.attempts = attempts;
        this.past = past;
        this.signing = signing;
    }

    /** Reads a page of this queue; {@code later} is told of times at which to look again. */
    Summary read(WebhookQueue queue, DuePage page, Later later) {
        int taken = 0;
        ClaimedDelivery left = null;
        long wall = clock.wall();
        for (ClaimedDelivery claimed : page.deliveries()) {
            if (queue.knows(claimed.sequence()) || !claimed.test() && !queue.isOpen()) {
                continue;
            }
            if (isLater(claimed, wall)) {
                readLater(queue, claimed, claimed.dueAt() - wall, later);
            } else if (claimed.test() || left == null && queue.held().fits(claimed)) {
                signing.add(queue.holdReady(claimed));
                taken++;
            } else if (left == null) {
                left = claimed;
            }
        }
        boolean endsLater = !page.deliveries().isEmpty() && isLater(last(page), wall);
        return left != null
                ? new Summary(taken, left.priority(), QueuedDelivery.bytes(left), endsLater)
                : new Summary(taken, leftBehind(queue, page, wall), ByteBudget.OVERHEAD, endsLater);
    }

    private static ClaimedDelivery last(DuePage page) {
        return page.deliveries().get(page.deliveries().size() - 1);
    }

    private static boolean isLater(ClaimedDelivery claimed, long wall) {
        return claimed.dueAt() > wall && claimed.attempts() > 0;
    }

    /** Within a priority the longest due come first: once a page is at those due later, only lower ones may be due. */
    private static Priority leftBehind(WebhookQueue queue, DuePage page, long wall) {
        if (page.complete() || !queue.isOpen()) {
            return null;
        }
        if (page.deliveries().isEmpty()) {
            return Priority.HIGH;
        }
        ClaimedDelivery last = last(page);
        if (last.test()) {
            return Priority.HIGH;
        }
        if (!isLater(last, wall)) {
            return last.priority();
        }
        return last.priority() == Priority.LOW ? null : Priority.values()[last.priority().ordinal() - 1];
    }

    private void readLater(WebhookQueue queue, ClaimedDelivery claimed, long wait, Later later) {
        if (wait <= queue.receiver().schedule().longestDelayMillis(claimed.attempts())) {
            keepOrLookAgain(queue, claimed, wait, later);
        } else {
            past.read(claimed.deliveryId(), history -> {
                if (!claimed.lease().equals(queue.lease()) || queue.held().holds(claimed.sequence())) {
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
        if (wait <= WebhookQueue.NEAR_MILLIS && queue.held().fits(claimed)) {
            attempts.offerAt(clock.millis() + wait, queue.hold(claimed));
        } else {
            later.lookAt(queue, claimed.priority(), clock.millis() + wait);
        }
    }

    /** Only memory knows the time reckoned anew. Without room for it: once there is room. */
    private void keepWhateverTheStoreSays(WebhookQueue queue, ClaimedDelivery claimed, long wait) {
        if (queue.held().fits(claimed)) {
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
        void lookAt(WebhookQueue queue, Priority priority, long time);
    }
}
