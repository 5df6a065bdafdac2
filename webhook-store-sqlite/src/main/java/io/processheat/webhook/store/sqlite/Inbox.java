package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import io.processheat.webhook.store.sqlite.Operation.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Operations that wait for the writer, handed to it in groups; bounded in bytes. */
final class Inbox {

    /**
     * From this size on, the next publishers are so close that waiting for them saves more fsyncs than it costs time.
     */
    private static final int LARGE_GROUP = 8;

    /** What wakes the writer. */
    private enum Waiting {
        FOR_NOTHING,
        FOR_ANYTHING,
        FOR_MORE_THAN_OUTCOMES,
        FOR_AS_MANY_AS_LAST_TIME
    }

    private final Supplier<Settings> settings;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Operation<?>> queue = new ArrayDeque<>();
    private Waiting waiting = Waiting.FOR_NOTHING;
    private long queuedBytes;
    private long unsettledBytes;
    private int queuedOutcomes;
    private int lastGroup;
    private boolean closed;

    Inbox(Supplier<Settings> settings) {
        this.settings = settings;
    }

    /** Takes an operation, or completes it exceptionally. */
    void offer(Operation<?> operation) {
        WebhookException refusal = tryOffer(operation);
        if (refusal != null) {
            operation.fail(refusal);
        }
    }

    private WebhookException tryOffer(Operation<?> operation) {
        lock.lock();
        try {
            if (closed) {
                return StoreErrors.closed();
            }
            if (operation.is(Kind.APPEND) && overflowsBy(operation.bytes())) {
                return overflow();
            }
            add(operation);
            return null;
        } finally {
            lock.unlock();
        }
    }

    private void add(Operation<?> operation) {
        queue.add(operation);
        queuedBytes += operation.bytes();
        unsettledBytes += operation.bytes();
        queuedOutcomes += operation.is(Kind.OUTCOMES) ? 1 : 0;
        if (isWorthWaking()) {
            waiting = Waiting.FOR_NOTHING;
            changed.signal();
        }
    }

    private boolean isWorthWaking() {
        return switch (waiting) {
            case FOR_NOTHING -> false;
            case FOR_ANYTHING -> true;
            case FOR_MORE_THAN_OUTCOMES -> queue.size() > queuedOutcomes || isGroupFull();
            case FOR_AS_MANY_AS_LAST_TIME -> queue.size() >= lastGroup || isGroupFull();
        };
    }

    /** One operation fits always, however large. */
    private boolean overflowsBy(long bytes) {
        return unsettledBytes > 0 && unsettledBytes + bytes > settings.get().queueMaxBytes();
    }

    private WebhookException overflow() {
        return new WebhookException(
                Reason.UNAVAILABLE,
                "events arrive faster than the webhook store's disk takes them: queue.max.mib = "
                        + Settings.mebibytes(settings.get().queueMaxBytes()) + " wait already; try again");
    }

    /** What was taken is done with and no longer counts. */
    void settled(List<Operation<?>> group) {
        long bytes = group.stream().mapToLong(Operation::bytes).sum();
        lock.lock();
        try {
            unsettledBytes -= bytes;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Closed, with nothing left to take. */
    boolean isDone() {
        lock.lock();
        try {
            return closed && queue.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The next group, in the order of arrival.
     *
     * @param patienceNanos how long to wait for the first operation; 0 takes what is there
     * @return empty where nothing came, or the inbox is closed
     */
    List<Operation<?>> take(long patienceNanos) {
        lock.lock();
        try {
            if (patienceNanos > 0) {
                await(Waiting.FOR_ANYTHING, queue.isEmpty() ? patienceNanos : 0);
                lingerForCompany();
            }
            return group();
        } finally {
            lock.unlock();
        }
    }

    /** Everything that is left, at once. */
    List<Operation<?>> drain() {
        lock.lock();
        try {
            List<Operation<?>> rest = new ArrayList<>(queue);
            queue.clear();
            return rest;
        } finally {
            lock.unlock();
        }
    }

    private void lingerForCompany() {
        if (!queue.isEmpty() && queue.size() == queuedOutcomes && !isGroupFull()) {
            await(Waiting.FOR_MORE_THAN_OUTCOMES, settings.get().outcomeLingerNanos());
        }
        boolean othersAreClose = lastGroup >= LARGE_GROUP && queue.size() < lastGroup;
        if (queue.size() > queuedOutcomes && othersAreClose && !isGroupFull()) {
            await(Waiting.FOR_AS_MANY_AS_LAST_TIME, settings.get().publishLingerNanos());
        }
    }

    private void await(Waiting what, long nanos) {
        waiting = what;
        long left = nanos;
        while (waiting == what && left > 0 && !closed) {
            try {
                left = changed.awaitNanos(left);
            } catch (InterruptedException e) {
                // Nobody of ours interrupts the writer, close() ends it: whoever does only cuts the waiting short.
                left = 0;
            }
        }
        waiting = Waiting.FOR_NOTHING;
    }

    private boolean isGroupFull() {
        return queue.size() >= settings.get().groupMaxOperations() || queuedBytes >= settings.get().groupMaxBytes();
    }

    private List<Operation<?>> group() {
        Settings bounds = settings.get();
        List<Operation<?>> group = new ArrayList<>();
        long bytes = 0;
        while (!queue.isEmpty() && group.size() < bounds.groupMaxOperations() && bytes < bounds.groupMaxBytes()) {
            Operation<?> operation = queue.remove();
            bytes += operation.bytes();
            queuedOutcomes -= operation.is(Kind.OUTCOMES) ? 1 : 0;
            group.add(operation);
        }
        queuedBytes -= bytes;
        lastGroup = group.size();
        return group;
    }
}
