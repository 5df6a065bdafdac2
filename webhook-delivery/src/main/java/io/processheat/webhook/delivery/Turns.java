package io.processheat.webhook.delivery;

import io.processheat.webhook.Priority;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Queues that wait for a slot, by the priority of what they would send next; within one, webhook by webhook in turn. */
final class Turns {

    private final List<ArrayDeque<WebhookQueue>> prompt = new ArrayList<>();
    private final List<ArrayDeque<WebhookQueue>> slow = new ArrayList<>();

    Turns() {
        for (int i = 0; i < Priority.values().length; i++) {
            prompt.add(new ArrayDeque<>());
            slow.add(new ArrayDeque<>());
        }
    }

    /** Puts a queue with something ready in its place, unless it stands there already. */
    void offer(WebhookQueue queue) {
        Priority priority = queue.highestReady();
        if (!queue.queuedForSlot(priority)) {
            queue.queuedForSlot(priority, true);
            of(priority, queue.pace().prompt()).addLast(queue);
        }
    }

    /** Those whose next delivery has this priority, or had when they were put here. */
    ArrayDeque<WebhookQueue> of(Priority priority, boolean promptly) {
        return (promptly ? prompt : slow).get(priority.ordinal());
    }
}
