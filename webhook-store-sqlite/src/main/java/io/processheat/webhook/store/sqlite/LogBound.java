package io.processheat.webhook.store.sqlite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * Keeps the write-ahead log within its bound. SQLite begins it anew only in a moment in which nobody reads what is in it,
 * which may never come by itself where reads overlap: then the writer waits for them, shortly. A backup reads too long
 * for that; it is given up before the log grows beyond its bound.
 */
final class LogBound implements Chore {

    private static final int WAIT_FOR_READERS_MS = 100;

    private final Path log;
    private final BackingUp backingUp;

    LogBound(DataFolder folder, BackingUp backingUp) {
        this.log = folder.log();
        this.backingUp = backingUp;
    }

    @Override
    public boolean doSome(Session session, Settings settings, long now) throws SQLException {
        Bounds bounds = settings.bounds();
        long size = size();
        if (size > bounds.logBytes()) {
            backingUp.giveUp("the write-ahead log reached wal.max.mib = " + Settings.mebibytes(bounds.logBytes())
                    + " during the backup: make it when less is written, or raise that bound and the quota");
        }
        if (size > bounds.logBytes() / 2 && !backingUp.isRunning()) {
            session.emptyLog(WAIT_FOR_READERS_MS);
        }
        return false;
    }

    private long size() {
        try {
            return Files.exists(log) ? Files.size(log) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException("the write-ahead log cannot be looked at", e);
        }
    }
}
