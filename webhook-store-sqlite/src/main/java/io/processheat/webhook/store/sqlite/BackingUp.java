package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.Backup;
import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies the database while it is used, one copy at a time, on a thread of its own. The copy is what a reader sees: it
 * delays no writer, but while it lasts the write-ahead log cannot be emptied.
 */
final class BackingUp {

    private static final Logger LOG = LoggerFactory.getLogger(BackingUp.class);
    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long CANCEL_AGAIN_MILLIS = 100;

    private final Database database;
    private final Backups backups;
    private final Disk disk;
    private final LongSupplier clock;
    private final Supplier<Settings> settings;
    private Thread thread;
    private PreparedStatement copying;
    private String givenUp;
    private boolean closed;

    BackingUp(Database database, DataFolder folder, Disk disk, LongSupplier clock, Supplier<Settings> settings)
            throws IOException {
        this.database = database;
        this.backups = new Backups(folder.backups());
        this.disk = disk;
        this.clock = clock;
        this.settings = settings;
        backups.removeUnfinished();
    }

    synchronized CompletableFuture<Backup> start() {
        if (closed) {
            return CompletableFuture.failedFuture(StoreErrors.closed());
        }
        if (thread != null) {
            return CompletableFuture.failedFuture(
                    new WebhookException(Reason.UNAVAILABLE, "a backup of the webhook store is under way already"));
        }
        CompletableFuture<Backup> result = new CompletableFuture<>();
        givenUp = null;
        thread = new Thread(() -> run(result), "processheat-webhook-backup");
        thread.setDaemon(true);
        thread.start();
        return result;
    }

    synchronized boolean isRunning() {
        return thread != null;
    }

    /** Ends the copy under way, where there is one. */
    synchronized void giveUp(String why) {
        if (copying == null) {
            return;
        }
        givenUp = why;
        try {
            copying.cancel();
        } catch (SQLException e) {
            LOG.warn("A backup of the webhook store goes on although it was to be given up", e);
        }
    }

    /** Takes no more, ends what is under way. */
    void close() {
        long deadline = System.nanoTime() + CLOSE_NANOS;
        boolean interrupted = false;
        for (Thread running = closing(); running != null && System.nanoTime() < deadline; running = closing()) {
            try {
                running.join(CANCEL_AGAIN_MILLIS); // an interrupt that comes before the statement runs has no effect
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Thread closing() {
        closed = true;
        giveUp("the webhook store is closed");
        return thread;
    }

    private void run(CompletableFuture<Backup> result) {
        Backup made = null;
        WebhookException failure = null;
        try {
            made = copy();
            LOG.info("The webhook store was backed up to {}, {} bytes", made.file(), made.bytes());
        } catch (IOException | SQLException | RuntimeException e) {
            failure = translated(e);
            LOG.warn("The webhook store was not backed up", e);
        }
        synchronized (this) {
            thread = null;
        }
        if (failure == null) {
            result.complete(made);
        } else {
            result.completeExceptionally(failure);
        }
    }

    private synchronized WebhookException translated(Exception failure) {
        if (failure instanceof WebhookException refusal) {
            return refusal;
        }
        return givenUp == null
                ? StoreErrors.translated(failure)
                : new WebhookException(Reason.UNAVAILABLE, null, givenUp, failure);
    }

    private Backup copy() throws IOException, SQLException {
        // Before the snapshot, so that all that was acknowledged until then is in it.
        Instant takenAt = Instant.ofEpochMilli(clock.getAsLong());
        boolean finished = false;
        try (Connection connection = database.openForCopying()) {
            requireSpace(connection);
            Path copy = backups.begin();
            copyInto(copy, connection);
            Backup made = backups.finish(copy, takenAt, settings.get().bounds().backupsKept());
            finished = true;
            return made;
        } finally {
            if (!finished) {
                backups.removeUnfinished();
            }
        }
    }

    private void copyInto(Path copy, Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("VACUUM INTO ?1")) {
            statement.setString(1, copy.toString());
            copyingWith(statement);
            statement.executeUpdate();
        } finally {
            copyingWith(null);
        }
    }

    private synchronized void copyingWith(PreparedStatement statement) {
        if (statement != null && closed) {
            throw StoreErrors.closed();
        }
        copying = statement;
    }

    private void requireSpace(Connection connection) throws SQLException {
        long needed = Pages.of(connection).used() + settings.get().bounds().diskReserveBytes();
        long free = disk.free();
        if (free < needed) {
            throw new WebhookException(
                    Reason.FULL,
                    "a backup needs " + Settings.mebibytes(needed) + " of free space, disk.reserve.mib included; there is "
                            + Settings.mebibytes(free));
        }
    }
}
