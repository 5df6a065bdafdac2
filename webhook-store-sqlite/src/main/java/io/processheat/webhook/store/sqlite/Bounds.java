package io.processheat.webhook.store.sqlite;

/**
 * How much the store may put on the disk.
 *
 * @param diskReserveBytes with less free space no new events are taken
 * @param databaseMaxBytes 0: no bound
 * @param backupsKept the newest ones
 */
record Bounds(long diskReserveBytes, long databaseMaxBytes, int backupsKept) {

    static final long DISK_RESERVE_MIB = 64;
    static final long DATABASE_MAX_MIB = 0;
    static final long BACKUPS_KEPT = 3;

    static final Bounds DEFAULTS = new Bounds(
            DISK_RESERVE_MIB * Settings.MIB, DATABASE_MAX_MIB * Settings.MIB, (int) BACKUPS_KEPT);

    static Bounds read(Reading reading, Bounds inForce) {
        return new Bounds(
                reading.value(
                        "disk.reserve.mib", 0, 1_048_576, DISK_RESERVE_MIB, Settings.MIB, inForce.diskReserveBytes),
                reading.value(
                        "database.max.mib", 0, 16_777_216, DATABASE_MAX_MIB, Settings.MIB, inForce.databaseMaxBytes),
                (int) reading.value("backups.keep", 1, 1_000, BACKUPS_KEPT, 1, inForce.backupsKept));
    }
}
