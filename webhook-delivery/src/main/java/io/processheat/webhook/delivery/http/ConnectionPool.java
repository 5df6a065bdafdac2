package io.processheat.webhook.delivery.http;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Idle connections of one event loop. The one used last is used next, so that the others can grow old and close. */
final class ConnectionPool {

    private final EventLoop loop;
    private final long idleNanos;
    private final int maxIdle;
    private final Map<PoolKey, ArrayDeque<Connection>> byKey = new HashMap<>();
    private final Set<Connection> oldestFirst = new LinkedHashSet<>();
    private boolean sweepDue;
    private boolean closed;

    ConnectionPool(EventLoop loop, Duration idleTimeout, int maxIdle) {
        this.loop = loop;
        this.idleNanos = idleTimeout.toNanos();
        this.maxIdle = maxIdle;
    }

    /** An idle connection, or null. */
    Connection take(PoolKey key) {
        ArrayDeque<Connection> idle = byKey.get(key);
        if (idle == null) {
            return null;
        }
        Connection newest = idle.pollLast();
        oldestFirst.remove(newest);
        forgetIfEmpty(key, idle);
        return newest.isOpen() ? newest : take(key);
    }

    /** Keeps the connection for later, or closes it. */
    void put(Connection connection) {
        if (closed || maxIdle == 0) {
            connection.close();
            return;
        }
        if (oldestFirst.size() >= maxIdle) {
            oldestFirst.iterator().next().close();
        }
        byKey.computeIfAbsent(connection.key(), key -> new ArrayDeque<>(4)).addLast(connection);
        oldestFirst.add(connection);
        sweepIn(idleNanos);
    }

    /** Forgets a connection that is not idle any more, if it ever was. */
    void remove(Connection connection) {
        if (!oldestFirst.remove(connection)) {
            return;
        }
        ArrayDeque<Connection> idle = byKey.get(connection.key());
        idle.removeLastOccurrence(connection);
        forgetIfEmpty(connection.key(), idle);
    }

    private void forgetIfEmpty(PoolKey key, ArrayDeque<Connection> idle) {
        if (idle.isEmpty()) {
            byKey.remove(key);
        }
    }

    int size() {
        return oldestFirst.size();
    }

    void close() {
        closed = true;
        List.copyOf(oldestFirst).forEach(Connection::close);
    }

    /** One timer for all: a timer per connection would have to be moved at each use. */
    private void sweepIn(long nanos) {
        if (!sweepDue) {
            sweepDue = true;
            loop.schedule(this::sweep, nanos, TimeUnit.NANOSECONDS);
        }
    }

    private void sweep() {
        sweepDue = false;
        long now = System.nanoTime();
        for (Connection oldest : List.copyOf(oldestFirst)) {
            long left = oldest.idleSince() + idleNanos - now;
            if (left > 0) {
                sweepIn(left);
                return;
            }
            oldest.close();
        }
    }
}
