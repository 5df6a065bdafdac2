package io.processheat.webhook.store.sqlite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Bounds below those that people may configure, so that a test reaches them soon. */
final class SmallBounds {

    static final long MIB = 1 << 20;

    private SmallBounds() {}

    static Settings settings(long quotaBytes) {
        return with(quotaBytes, QuotaPolicy.REFUSE, 0, Bounds.DEFAULTS.journalFileBytes());
    }

    static Settings shedding(long quotaBytes) {
        return with(quotaBytes, QuotaPolicy.SHED, 0, Bounds.DEFAULTS.journalFileBytes());
    }

    static Settings withReserve(long reserveBytes) {
        return with(Bounds.DEFAULTS.quotaBytes(), QuotaPolicy.REFUSE, reserveBytes, Bounds.DEFAULTS.journalFileBytes());
    }

    static Settings withJournal(long journalBytes) {
        return with(Bounds.DEFAULTS.quotaBytes(), QuotaPolicy.REFUSE, 0, journalBytes);
    }

    private static Settings with(long quotaBytes, QuotaPolicy policy, long reserveBytes, long journalBytes) {
        Settings defaults = Settings.DEFAULTS;
        Bounds bounds = new Bounds(
                quotaBytes,
                policy,
                Duration.ofDays(30).toMillis(),
                0,
                reserveBytes,
                Bounds.DEFAULTS.walMaxBytes(),
                journalBytes,
                25,
                Duration.ofMillis(10).toNanos(),
                200,
                3);
        return new Settings(
                defaults.queueMaxBytes(),
                defaults.groupMaxOperations(),
                64 * 1024,
                defaults.outcomeLingerNanos(),
                defaults.publishLingerNanos(),
                defaults.walCheckpointPages(),
                bounds);
    }

    /** What the files of the store take that count for the quota. */
    static long bytes(Path folder) {
        return size(folder.resolve("webhooks.db")) + size(folder.resolve("webhooks.db-wal"))
                + size(folder.resolve("journal")) + size(folder.resolve("reserve"));
    }

    static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
