package io.processheat.webhook.bridge.internal;

import io.processheat.webhook.bridge.EventSink;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The {@link Backlog} behind a lock, bounded in events and in bytes: handlers put in, the {@link Pump} takes out. */
final class Hold {

    /** What became of an event that was offered. */
    enum Offer { TAKEN, FULL, TOO_LARGE, CLOSED }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final Condition empty = lock.newCondition();

    private final Backlog backlog = new Backlog();
    private Settings settings;
    private int events;
    private long bytes;
    private int waitingForRoom;
    private boolean refusing;
    private boolean closed;

    Hold(Settings settings) {
        this.settings = settings;
    }

    /** New bounds, for what comes from now on. */
    void change(Settings next) {
        lock.lock();
        try {
            settings = next;
            refusing = false;
            work.signalAll();
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes an event, waiting for room where there is none; but not while an earlier wait was in vain. */
    Offer offer(Held held) {
        lock.lock();
        try {
            if (held.bytes() > settings.holdBytes()) {
                return Offer.TOO_LARGE;
            }
            if (!closed && !fits(held) && !refusing) {
                awaitRoom(held);
            }
            if (closed || !fits(held)) {
                return closed ? Offer.CLOSED : Offer.FULL;
            }
            backlog.add(held);
            events++;
            bytes += held.bytes();
            work.signal();
            return Offer.TAKEN;
        } finally {
            lock.unlock();
        }
    }

    private void awaitRoom(Held held) {
        long left = TimeUnit.MILLISECONDS.toNanos(settings.maxBlockMillis());
        waitingForRoom++;
        try {
            while (left > 0 && !closed && !fits(held)) {
                left = room.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            waitingForRoom--;
        }
        refusing = !fits(held);
    }

    private boolean fits(Held held) {
        return events < settings.holdEvents() && bytes + held.bytes() <= settings.holdBytes();
    }

    /** The next event to hand over, waiting for one; null after that time, or where the hold is closed. */
    HandOver take(long maxNanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long start = System.nanoTime();
            while (!closed) {
                long now = System.nanoTime();
                HandOver next = backlog.next(now, settings.inFlight());
                long left = Math.min(start + maxNanos - now, backlog.nanosUntilNext(now));
                if (next != null || start + maxNanos - now <= 0) {
                    return next;
                }
                work.awaitNanos(left);
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** See {@link Backlog#acknowledge}. */
    boolean acknowledge(HandOver handOver) {
        lock.lock();
        try {
            return free(handOver, backlog.acknowledge(handOver));
        } finally {
            lock.unlock();
        }
    }

    /** See {@link Backlog#refuse}. */
    boolean refuse(HandOver handOver) {
        lock.lock();
        try {
            return free(handOver, backlog.refuse(handOver));
        } finally {
            lock.unlock();
        }
    }

    private boolean free(HandOver handOver, boolean settled) {
        if (settled) {
            events--;
            bytes -= handOver.held().bytes();
            refusing = false;
            work.signal();
            if (waitingForRoom > 0) {
                room.signalAll();
            }
            if (events == 0) {
                empty.signalAll();
            }
        }
        return settled;
    }

    /** See {@link Backlog#putBack}. */
    OptionalLong putBack(HandOver handOver) {
        lock.lock();
        try {
            work.signal();
            return backlog.putBack(handOver, System.nanoTime());
        } finally {
            lock.unlock();
        }
    }

    /** Hands over to this sink from now on; returns how many events wait for it. */
    int use(EventSink sink) {
        lock.lock();
        try {
            backlog.use(sink);
            work.signal();
            return events;
        } finally {
            lock.unlock();
        }
    }

    /** Hands over to nobody, unless another sink has taken this one's place. True where events wait for a sink now. */
    boolean dismiss(EventSink sink) {
        lock.lock();
        try {
            if (backlog.sink() != sink) {
                return false;
            }
            backlog.use(null);
            empty.signalAll();
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Gives the sink, where there is one, this time to acknowledge everything. */
    void awaitEmpty(long maxNanos) {
        lock.lock();
        try {
            long left = maxNanos;
            while (events > 0 && backlog.sink() != null && left > 0) {
                left = empty.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** Takes and gives nothing any more; returns what was not acknowledged, in order. */
    List<Held> close() {
        lock.lock();
        try {
            closed = true;
            work.signalAll();
            room.signalAll();
            return backlog.drain();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        lock.lock();
        try {
            return events + " of " + settings.holdEvents() + " events, " + bytes + " of " + settings.holdBytes() + " bytes, "
                    + (backlog.sink() == null ? "no manager" : "manager present");
        } finally {
            lock.unlock();
        }
    }
}
