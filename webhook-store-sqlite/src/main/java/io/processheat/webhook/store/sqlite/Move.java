package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.Attempt;
import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.store.sqlite.DeliveryTable.Step;
import java.sql.SQLException;

/**
 * An outcome, and what it makes of its delivery.
 *
 * @param attemptsBefore that the delivery must have for it
 * @param attempt null where it ends without one
 */
record Move(long sequence, long webhook, int attemptsBefore, Step step, Attempt attempt) {

    /** Whether it says what the delivery's own row can keep, see {@link FirstTry}. */
    boolean isFirstTry() {
        return step.status() == WebhookStatus.SENT && attempt != null && FirstTry.fits(attempt);
    }

    long firstTry() {
        return FirstTry.packed(attempt, step.sentAt());
    }

    /** @return false where the delivery has another number of attempts, or is finished */
    boolean apply(DeliveryTable deliveries, AttemptTable attempts) throws SQLException {
        if (isFirstTry()) {
            return deliveries.sent(sequence, webhook, step.sentAt(), firstTry());
        }
        return apply(deliveries, attempts, false);
    }

    /** @param finishedToo also where the delivery is finished already */
    boolean apply(DeliveryTable deliveries, AttemptTable attempts, boolean finishedToo) throws SQLException {
        boolean moved = deliveries.move(sequence, webhook, attemptsBefore, step, finishedToo);
        if (moved && attempt != null) {
            attempts.insert(sequence, attempt);
        }
        return moved;
    }
}
