package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A few connections that read. A read sees one state of the database, waits for no writer and delays none. */
final class ReadPool {

    private static final Logger LOG = LoggerFactory.getLogger(ReadPool.class);
    private static final int CONNECTIONS = 4;
    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Database database;
    private final Semaphore free = new Semaphore(CONNECTIONS);
    private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    /** What to read. */
    @FunctionalInterface
    interface Query<T> {
        T on(Connection connection) throws SQLException;
    }

    ReadPool(Database database) {
        this.database = database;
    }

    <T> T read(Query<T> query) {
        acquire();
        try {
            return readWith(connection(), query);
        } catch (SQLException e) {
            throw StoreErrors.translated(e);
        } finally {
            free.release();
        }
    }

    /** Waits for the reads under way, within reason: what is still read then keeps its connection. */
    void close() {
        closed = true;
        if (awaitReads()) {
            free.release(CONNECTIONS); // to whoever waits, who then finds it closed
        } else {
            LOG.warn("A read of the webhook store takes longer than its closing");
        }
        idle.forEach(ReadPool::close);
        idle.clear();
    }

    /** Whoever interrupts the closing thread says nothing about the reads. */
    private boolean awaitReads() {
        long deadline = System.nanoTime() + CLOSE_NANOS;
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return free.tryAcquire(CONNECTIONS, deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void acquire() {
        try {
            free.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WebhookException(Reason.UNAVAILABLE, null, "interrupted while waiting to read", e);
        }
        if (closed) {
            free.release();
            throw StoreErrors.closed();
        }
    }

    private Connection connection() throws SQLException {
        Connection pooled = idle.pollFirst();
        return pooled == null ? database.openForReading() : pooled;
    }

    private <T> T readWith(Connection connection, Query<T> query) throws SQLException {
        boolean reusable = false;
        try {
            Database.run(connection, "BEGIN");
            T result = query.on(connection);
            Database.run(connection, "COMMIT");
            reusable = !closed;
            return result;
        } finally {
            if (reusable) {
                idle.addFirst(connection);
            } else {
                close(connection);
            }
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.warn("A connection of the webhook store did not close", e);
        }
    }
}
