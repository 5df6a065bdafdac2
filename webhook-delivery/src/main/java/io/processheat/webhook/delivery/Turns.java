package io.processheat.webhook.delivery;

import io.processheat.webhook.Priority;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Queues that wait for a slot, by the priority of what they would send next; within one, webhook by webhook in turn.
 * Those whose pace asks for a rest stand aside until it is over.
 */
final class Turns {

    private final List<ArrayDeque<WebhookQueue>> prompt = new ArrayList<>();
    private final List<ArrayDeque<WebhookQueue>> slow = new ArrayList<>();
    private final DueHeap<WebhookQueue> resting = new DueHeap<>();

    Turns() {
        for (int i = 0; i < Priority.values().length; i++) {
            prompt.add(new ArrayDeque<>());
            slow.add(new ArrayDeque<>());
        }
    }

    /** Puts a queue with something ready in its place, unless it stands there already. */
    void offer(WebhookQueue queue, LongSupplier clock) {
        if (queue.pace().isResting(clock)) {
            if (queue.standing().rest()) {
                resting.add(queue.pace().startAt(), queue);
            }
        } else if (queue.standing().enter(queue.highestReady())) {
            of(queue.highestReady(), queue.pace().prompt()).addLast(queue);
        }
    }

    /** Takes out a queue whose rest is over; null where there is none. */
    WebhookQueue pollRested(long now) {
        WebhookQueue rested = resting.pollDue(now);
        if (rested != null) {
            rested.standing().wake();
        }
        return rested;
    }

    /** When the first rest is over. */
    long nextRested() {
        return resting.earliest();
    }

    /** Those whose next delivery has this priority, or had when they were put here. */
    ArrayDeque<WebhookQueue> of(Priority priority, boolean promptly) {
        return (promptly ? prompt : slow).get(priority.ordinal());
    }
}
