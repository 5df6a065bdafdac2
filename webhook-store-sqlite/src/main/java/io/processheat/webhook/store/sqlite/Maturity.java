package io.processheat.webhook.store.sqlite;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How much of what is journaled lies there so long that most of it is sent: to settle it later gains nothing, and whoever
 * needs all rows would wait for it. Writer's thread only.
 */
final class Maturity {

    private static final long AGE_NANOS = Duration.ofMillis(200).toNanos();

    private final Deque<Commit> young = new ArrayDeque<>();
    private Journaled current;
    private long mature;

    /** @param rows that were journaled until then */
    private record Commit(long nanos, long rows) {}

    void committed(Journaled journaled) {
        follow(journaled);
        young.add(new Commit(System.nanoTime(), journaled.added()));
    }

    /** Rows that are to be settled. */
    int rows(Journaled journaled) {
        follow(journaled);
        long now = System.nanoTime();
        while (!young.isEmpty() && now - young.element().nanos() > AGE_NANOS) {
            mature = young.remove().rows();
        }
        return (int) Math.max(0, mature - journaled.settled());
    }

    /** What was read from the journal again is counted anew. */
    private void follow(Journaled journaled) {
        if (current != journaled) {
            current = journaled;
            young.clear();
            mature = 0;
        }
    }
}
