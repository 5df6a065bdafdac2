package io.processheat.benchmark.sink;

import java.util.Comparator;
import java.util.PriorityQueue;

/** The answers that the sink owes to slow requests. Of the sink's thread alone. */
final class LateAnswers {

    private record Owed(long dueNanos, SinkConnection connection) {}

    private final PriorityQueue<Owed> owed = new PriorityQueue<>(Comparator.comparingLong(Owed::dueNanos));

    void owe(SinkConnection connection, long delayMillis) {
        owed.add(new Owed(System.nanoTime() + delayMillis * 1_000_000, connection));
    }

    /** Gives those that are due. */
    void give() {
        while (!owed.isEmpty() && owed.peek().dueNanos() <= System.nanoTime()) {
            owed.poll().connection().answerLate();
        }
    }

    /** For {@link java.nio.channels.Selector#select(long)}: 0 where there are none. */
    long millisToNext() {
        return owed.isEmpty() ? 0 : Math.max(1, (owed.peek().dueNanos() - System.nanoTime()) / 1_000_000);
    }
}
