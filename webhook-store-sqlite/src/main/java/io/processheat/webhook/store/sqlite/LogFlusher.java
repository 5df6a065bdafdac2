package io.processheat.webhook.store.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the write-ahead log out on a thread of its own, after commits that did without an fsync. Nothing depends on it: it
 * leaves less to do to the fsync for which the writer, and everybody who publishes then, has to wait.
 */
final class LogFlusher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogFlusher.class);
    private static final long IDLE_SECONDS = 10;

    private final Path log;

    /** One at a time; who comes meanwhile comes again soon. */
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            0,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            LogFlusher::thread,
            new ThreadPoolExecutor.DiscardPolicy());

    LogFlusher(Path log) {
        this.log = log;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "processheat-webhook-flush");
        thread.setDaemon(true);
        return thread;
    }

    /** Returns at once. */
    void flush() {
        thread.execute(this::force);
    }

    private void force() {
        try (FileChannel file = FileChannel.open(log, StandardOpenOption.WRITE)) {
            file.force(false);
        } catch (IOException e) {
            LOG.debug("The write-ahead log is left to the next fsync", e);
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
