package io.processheat.webhook.store.sqlite;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Those who wait until the tables have what was journaled before they asked. Writer's thread only. */
final class SettledWaiters {

    private final Deque<Waiter> waiting = new ArrayDeque<>();
    private Journaled current;

    /** @param rows of what was journaled then, that the tables have to have */
    private record Waiter(CompletableFuture<Void> settled, long rows) {}

    void add(CompletableFuture<Void> settled, Journaled journaled) {
        follow(journaled);
        waiting.add(new Waiter(settled, journaled.added()));
    }

    boolean areNone() {
        return waiting.isEmpty();
    }

    /** Whether the tables have all that the first one waits for, once that is committed. */
    boolean hasSettled(Journaled journaled) {
        follow(journaled);
        return !waiting.isEmpty() && waiting.element().rows() <= journaled.settled();
    }

    void completeWhereSettled(Journaled journaled) {
        while (hasSettled(journaled)) {
            waiting.remove().settled().complete(null);
        }
    }

    void completeAll() {
        while (!waiting.isEmpty()) {
            waiting.remove().settled().complete(null);
        }
    }

    void failAll() {
        while (!waiting.isEmpty()) {
            waiting.remove().settled().completeExceptionally(new IllegalStateException("the database takes nothing"));
        }
    }

    /** What was read from the journal again after a failure is counted anew: all of it then has to be there. */
    private void follow(Journaled journaled) {
        if (current != journaled) {
            current = journaled;
            List<Waiter> before = List.copyOf(waiting);
            waiting.clear();
            before.forEach(waiter -> waiting.add(new Waiter(waiter.settled(), journaled.added())));
        }
    }
}
