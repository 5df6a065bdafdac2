package io.processheat.benchmark.soak;

import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** Looks all the time at how large the store is on the disk: between two samples it may be larger than at either. */
final class LargestStore implements AutoCloseable {

    private static final long POLL_NANOS = 20_000_000;

    private final Path data;
    private final Thread thread = new Thread(this::look, "size of the store");
    private volatile long bytes;
    private volatile boolean closed;

    LargestStore(Path data) {
        this.data = data;
        thread.setDaemon(true);
        thread.start();
    }

    long bytes() {
        return bytes;
    }

    private void look() {
        while (!closed) {
            bytes = Math.max(bytes, Footprint.storeBytes(data));
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
