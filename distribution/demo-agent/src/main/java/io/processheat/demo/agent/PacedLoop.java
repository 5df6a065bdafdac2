package io.processheat.demo.agent;

import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Repeats an action at a rate, on a thread of its own, until it is closed. */
final class PacedLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PacedLoop.class);

    /** At high rates a wake-up for every action would cost more than the actions. */
    private static final long SHORTEST_NAP_NANOS = 1_000_000;

    private static final long JOIN_MILLIS = 5_000;

    private final double perSecond;
    private final Runnable action;
    private final Thread thread;
    private volatile boolean closed;

    PacedLoop(String name, double perSecond, Runnable action) {
        this.perSecond = perSecond;
        this.action = action;
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        Pace pace = new Pace(perSecond, System.nanoTime());
        try {
            while (!closed) {
                for (int due = pace.due(System.nanoTime()); due > 0 && !closed; due--) {
                    action.run();
                }
                LockSupport.parkNanos(this, Math.max(pace.nanosToNext(System.nanoTime()), SHORTEST_NAP_NANOS));
            }
        } catch (RuntimeException failure) {
            LOG.error("{} has stopped", thread.getName(), failure);
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
