package io.processheat.benchmark.publisher;

import io.processheat.benchmark.sink.SinkClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Holds publishers back while too much of what they published has not reached the sink: what is measured is a steady state. */
interface Backlog extends AutoCloseable {

    /** Returns as soon as more may be published. */
    void await(LongAdder published);

    @Override
    void close() throws IOException, InterruptedException;

    static Backlog of(LoadOrder order) throws IOException {
        return order.maxBacklog() == 0 ? new Unbounded() : new Bounded(order.maxBacklog(), order.sinkPort());
    }

    /** Holds nobody back. */
    final class Unbounded implements Backlog {

        @Override
        public void await(LongAdder published) {}

        @Override
        public void close() {}
    }

    /**
     * Asks the sink what it has received, and tells those who wait. Each question, and each waking of theirs, costs what is
     * measured: there are as few as keep the bound to a fifth.
     */
    final class Bounded implements Backlog {

        private static final long POLL_NANOS = 5_000_000;

        private final long max;
        private final SinkClient sink;
        private final Thread poller = new Thread(this::poll, "benchmark backlog");
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition polled = lock.newCondition();
        private volatile long received;
        private volatile boolean closed;

        Bounded(long max, int sinkPort) throws IOException {
            this.max = max;
            sink = new SinkClient(sinkPort);
            poller.start();
        }

        @Override
        public void await(LongAdder published) {
            while (!closed && published.sum() - received > max) {
                awaitPoll();
            }
        }

        private void awaitPoll() {
            lock.lock();
            try {
                polled.awaitNanos(2 * POLL_NANOS);
            } catch (InterruptedException interrupted) {
                closed = true;
            } finally {
                lock.unlock();
            }
        }

        private void tell(long count) {
            lock.lock();
            try {
                received = count;
                polled.signalAll();
            } finally {
                lock.unlock();
            }
        }

        private void poll() {
            try {
                while (!closed) {
                    tell(sink.count().received());
                    LockSupport.parkNanos(POLL_NANOS);
                }
            } catch (IOException failure) {
                // Nobody is held back by a sink that is gone: the measurement then fails by its count.
                closed = true;
                throw new UncheckedIOException(failure);
            }
        }

        @Override
        public void close() throws IOException, InterruptedException {
            closed = true;
            poller.join();
            sink.close();
        }
    }
}
