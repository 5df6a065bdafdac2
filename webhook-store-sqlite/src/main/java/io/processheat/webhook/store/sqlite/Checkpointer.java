package io.processheat.webhook.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the write-ahead log into the database on a thread of its own: done inside a commit, everybody who publishes then
 * would wait for it. Only a log that is moved as a whole is written from its beginning again, so what was appended
 * meanwhile is moved in a second go, during which nothing should be. Where something is, the writer moves that itself.
 */
final class Checkpointer {

    /** So many times the wanted size, and the thread cannot keep up or fails: then commits are to wait. */
    static final int LIMIT = 4;

    private static final Logger LOG = LoggerFactory.getLogger(Checkpointer.class);
    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

    /** A disk that takes longer for the second go is not waited for: the journal would fill. */
    private static final long FINISHING_NANOS = Duration.ofMillis(100).toNanos();

    private final Database database;
    private final Supplier<Settings> settings;
    private final ExecutorService thread;
    private volatile Stage stage = Stage.IDLE;
    private Future<?> moving;
    private long begun;
    private long pausedSince;
    private boolean failing;

    private enum Stage {
        IDLE,
        MOVING,
        MOVED,
        FINISHING,
        FINISHED,
        PAUSING
    }

    Checkpointer(Database database, Supplier<Settings> settings) {
        this.database = database;
        this.settings = settings;
        this.thread = Executors.newSingleThreadExecutor(Checkpointer::thread);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "processheat-webhook-checkpoint");
        thread.setDaemon(true);
        return thread;
    }

    /** Does what there is to do between two commits. Writer's thread only. */
    void tend(Session session) {
        try {
            switch (stage) {
                case IDLE -> beginWhereLarge(session);
                case MOVING, FINISHING -> awaitWhereTooLarge(session);
                case MOVED -> begin(Stage.FINISHING, Stage.FINISHED);
                case FINISHED -> finish(session);
                case PAUSING -> endPause();
            }
        } catch (SQLException | RuntimeException e) {
            report(e);
            pause();
        }
    }

    private void beginWhereLarge(Session session) throws SQLException {
        if (session.pagesInLog() >= settings.get().checkpointPages()) {
            begin(Stage.MOVING, Stage.MOVED);
        }
    }

    private void begin(Stage during, Stage then) {
        stage = during;
        begun = System.nanoTime();
        moving = thread.submit(() -> move(then));
    }

    /** Whether the log had better be left as it is, for some milliseconds. */
    boolean isFinishing() {
        return stage == Stage.FINISHING && System.nanoTime() - begun < FINISHING_NANOS;
    }

    /** Commits that outrun the thread, on a slow disk, would make the log larger than the quota allows for. */
    private void awaitWhereTooLarge(Session session) throws SQLException {
        if (session.pagesInLog() < settings.get().mostPagesInLog() / 4 * 3) {
            return;
        }
        try {
            moving.get(PAUSE_NANOS, TimeUnit.NANOSECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            LOG.debug("The write-ahead log is not moved yet", e);
        }
        if (stage == Stage.MOVED || stage == Stage.FINISHED) {
            finish(session);
        }
    }

    private void finish(Session session) throws SQLException {
        if (session.pagesInLog() > 0) {
            session.moveLog();
        }
        failing = false;
        if (session.pagesInLog() < settings.get().walCheckpointPages()) {
            stage = Stage.IDLE;
        } else {
            // Somebody reads what was there before; a backup may take long.
            pause();
        }
    }

    private void move(Stage then) {
        Stage reached = Stage.PAUSING;
        try (Connection connection = database.openForCheckpoints()) {
            Database.run(connection, Session.MOVE_LOG);
            reached = then;
        } catch (SQLException | RuntimeException e) {
            report(e);
        } finally {
            pausedSince = System.nanoTime();
            stage = reached;
        }
    }

    private void pause() {
        pausedSince = System.nanoTime();
        stage = Stage.PAUSING;
    }

    private void endPause() {
        if (System.nanoTime() - pausedSince > PAUSE_NANOS) {
            stage = Stage.IDLE;
        }
    }

    /** Once per disturbance. The log keeps all that was committed; it grows. */
    private void report(Exception cause) {
        if (!failing) {
            failing = true;
            LOG.warn("The webhook store's write-ahead log cannot be moved into the database; trying again", cause);
        }
    }

    /** Waits for a checkpoint that is under way: it holds the database open. */
    void close() {
        thread.shutdown();
        boolean interrupted = false;
        while (!thread.isTerminated()) {
            try {
                thread.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
