package io.processheat.webhook.store.sqlite;

import java.time.Duration;

/**
 * How much the store may put on the disk, and what keeps it there.
 *
 * @param quotaBytes of database, write-ahead log, journal and reserve file together
 * @param quotaPolicy what happens where nothing finished is left to be removed
 * @param retentionMs age from which on finished deliveries are removed
 * @param diskReserveBytes with less free space no new events are taken
 * @param reserveFileBytes size of the file that is released where the disk is full; 0: none
 * @param walMaxBytes largest write-ahead log
 * @param journalFileBytes size of the journal; 0: none
 * @param freePercent part of the database file that may be free pages; more are given back
 * @param maintenanceNanos between looks at what is to be done
 * @param maintenanceRows that a transaction of maintenance changes, about
 * @param backupsKept the newest ones
 */
record Bounds(
        long quotaBytes,
        QuotaPolicy quotaPolicy,
        long retentionMs,
        long diskReserveBytes,
        long reserveFileBytes,
        long walMaxBytes,
        long journalFileBytes,
        int freePercent,
        long maintenanceNanos,
        int maintenanceRows,
        int backupsKept) {

    static final long QUOTA_MIB = 2_048;
    static final long RETENTION_DAYS = 30;
    static final long DISK_RESERVE_MIB = 64;
    static final long RESERVE_FILE_MIB = 16;
    static final long WAL_MAX_MIB = 128;
    static final long JOURNAL_MIB = 32;
    static final long FREE_PERCENT = 25;
    static final long MAINTENANCE_INTERVAL_MS = 1_000;
    static final long MAINTENANCE_ROWS = 500;
    static final long BACKUPS_KEPT = 3;

    private static final long MIB = Settings.MIB;
    private static final long MS_PER_DAY = Duration.ofDays(1).toMillis();
    private static final long NANOS_PER_MS = 1_000_000;
    private static final long WAL_PART_OF_QUOTA = 8;
    private static final long JOURNAL_PART_OF_QUOTA = 32;
    private static final long SHED_PART_OF_QUOTA = 128;

    static final Bounds DEFAULTS = new Bounds(
            QUOTA_MIB * MIB,
            QuotaPolicy.REFUSE,
            RETENTION_DAYS * MS_PER_DAY,
            DISK_RESERVE_MIB * MIB,
            RESERVE_FILE_MIB * MIB,
            WAL_MAX_MIB * MIB,
            JOURNAL_MIB * MIB,
            (int) FREE_PERCENT,
            MAINTENANCE_INTERVAL_MS * NANOS_PER_MS,
            (int) MAINTENANCE_ROWS,
            (int) BACKUPS_KEPT);

    static Bounds read(Reading reading, Bounds inForce) {
        return new Bounds(
                reading.value("quota.mib", 32, 16_777_216, QUOTA_MIB, MIB, inForce.quotaBytes),
                reading.choice("quota.policy", QuotaPolicy.REFUSE, inForce.quotaPolicy),
                reading.value("retention.days", 1, 36_500, RETENTION_DAYS, MS_PER_DAY, inForce.retentionMs),
                reading.value("disk.reserve.mib", 0, 1_048_576, DISK_RESERVE_MIB, MIB, inForce.diskReserveBytes),
                reading.value("reserve.file.mib", 0, 4_096, RESERVE_FILE_MIB, MIB, inForce.reserveFileBytes),
                reading.value("wal.max.mib", 4, 65_536, WAL_MAX_MIB, MIB, inForce.walMaxBytes),
                reading.value("journal.mib", 0, 1_024, JOURNAL_MIB, MIB, inForce.journalFileBytes),
                (int) reading.value("free.pages.percent", 1, 90, FREE_PERCENT, 1, inForce.freePercent),
                reading.value(
                        "maintenance.interval.ms",
                        10,
                        600_000,
                        MAINTENANCE_INTERVAL_MS,
                        NANOS_PER_MS,
                        inForce.maintenanceNanos),
                (int) reading.value("maintenance.rows", 10, 100_000, MAINTENANCE_ROWS, 1, inForce.maintenanceRows),
                (int) reading.value("backups.keep", 1, 1_000, BACKUPS_KEPT, 1, inForce.backupsKept));
    }

    /** What the write-ahead log may take; the quota counts all of it, whatever its size is just now. */
    long logBytes() {
        return Math.min(walMaxBytes, quotaBytes / WAL_PART_OF_QUOTA);
    }

    /** What the journal takes. */
    long journalBytes() {
        return Math.min(journalFileBytes, quotaBytes / JOURNAL_PART_OF_QUOTA);
    }

    boolean sheds() {
        return quotaPolicy == QuotaPolicy.SHED;
    }

    /** What the events of those that were shed last may take, about. */
    long shedBytes() {
        return quotaBytes / SHED_PART_OF_QUOTA;
    }

    /** What the reserve file may take. */
    long reserveBytes() {
        return Math.min(reserveFileBytes, quotaBytes / WAL_PART_OF_QUOTA);
    }
}
