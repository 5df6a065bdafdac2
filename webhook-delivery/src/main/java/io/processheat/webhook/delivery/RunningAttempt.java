package io.processheat.webhook.delivery;

import io.processheat.webhook.delivery.Window.Slot;

/** An attempt under way. */
final class RunningAttempt {

    final QueuedDelivery delivery;

    /** On the wall clock. */
    final long startedAt;

    /** On the monotonic clock. */
    final long startedMillis;

    Slot slot;
    Sender.Call call = (kind, why) -> {};
    boolean late;

    /** On the monotonic clock, once it has ended. */
    long endedMillis;

    /** Where it goes to. */
    Site site;

    /** Null where nothing counts attempts. */
    Zone countedIn;

    /** Its place in the list of attempts under way. */
    int index;

    RunningAttempt(QueuedDelivery delivery, Slot slot, long startedAt, long startedMillis) {
        this.delivery = delivery;
        this.slot = slot;
        this.startedAt = startedAt;
        this.startedMillis = startedMillis;
    }

    WebhookQueue queue() {
        return delivery.queue();
    }
}
