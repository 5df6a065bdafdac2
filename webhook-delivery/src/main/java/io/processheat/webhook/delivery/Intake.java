package io.processheat.webhook.delivery;

import io.processheat.webhook.spi.ClaimedDelivery;

/** From a commit into memory: takes what the store hands over, where there is room and nothing is ahead of it. */
final class Intake {

    private final Attempts attempts;
    private final Pager pager;
    private final SigningAhead signing;

    Intake(Attempts attempts, Pager pager, SigningAhead signing) {
        this.attempts = attempts;
        this.pager = pager;
        this.signing = signing;
    }

    /** Takes a new delivery of this queue. */
    void take(WebhookQueue queue, ClaimedDelivery claimed) {
        if (claimed.supersedes() != 0) {
            queue.supersede(claimed.supersedes(), claimed.sequence());
        }
        if (!claimed.lease().equals(queue.lease()) || queue.held().holds(claimed.sequence())) {
            return;
        }
        boolean fits = queue.isOpen() && queue.held().fits(claimed);
        if (!claimed.test() && (!fits || queue.unread().has(claimed.priority()))) {
            pager.look(queue, claimed.priority());
        } else if (!claimed.test() && queue.unread().isComing(claimed.priority()) && !queue.isHeldBack(claimed)) {
            queue.arrive(queue.hold(claimed));
        } else {
            add(queue, claimed);
        }
    }

    /**
     * Takes the delivery whose turn has come within its ordering key. It is older than what is unread, and the one before
     * it has just made room: it need not wait for a page, or a key would go no faster than pages come.
     */
    void takeSuccessor(WebhookQueue queue, ClaimedDelivery successor) {
        if (!successor.lease().equals(queue.lease()) || queue.held().holds(successor.sequence())) {
            return;
        }
        if (queue.isOpen() && queue.held().fits(successor)) {
            add(queue, successor);
        } else {
            pager.look(queue, successor.priority());
        }
    }

    private void add(WebhookQueue queue, ClaimedDelivery claimed) {
        signing.add(queue.holdReady(claimed));
        attempts.offer(queue);
    }
}
