package io.processheat.webhook.store.sqlite;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The store's configuration, checked, in the units of the program. */
record Settings(
        long queueMaxBytes,
        int groupMaxOperations,
        long groupMaxBytes,
        long outcomeLingerNanos,
        long publishLingerNanos,
        long walCheckpointPages,
        Bounds bounds) {

    static final long QUEUE_MAX_MIB = 64;
    static final long GROUP_MAX_OPERATIONS = 1_024;
    static final long GROUP_MAX_KIB = 2_048;
    static final long OUTCOME_LINGER_MS = 5;
    static final long PUBLISH_LINGER_US = 500;
    static final long WAL_CHECKPOINT_PAGES = 2_000;

    private static final long KIB = 1_024;
    static final long MIB = 1_024 * KIB;
    private static final long NANOS_PER_MS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long NANOS_PER_US = TimeUnit.MICROSECONDS.toNanos(1);

    static final Settings DEFAULTS = new Settings(
            QUEUE_MAX_MIB * MIB,
            (int) GROUP_MAX_OPERATIONS,
            GROUP_MAX_KIB * KIB,
            OUTCOME_LINGER_MS * NANOS_PER_MS,
            PUBLISH_LINGER_US * NANOS_PER_US,
            WAL_CHECKPOINT_PAGES,
            Bounds.DEFAULTS);

    /** The configuration as people see it. */
    @ObjectClassDefinition(name = "Process Heat Webhooks: SQLite store")
    @interface Config {

        @AttributeDefinition(
                name = "Queue, MiB",
                description = "Events that wait to be written; more are refused for now.",
                min = "1",
                max = "4096")
        long queue_max_mib() default QUEUE_MAX_MIB;

        @AttributeDefinition(
                name = "Calls per commit",
                description = "At most.",
                min = "1",
                max = "100000")
        long group_max_operations() default GROUP_MAX_OPERATIONS;

        @AttributeDefinition(
                name = "KiB per commit",
                description = "About; a larger commit delays whoever comes next.",
                min = "64",
                max = "65536")
        long group_max_kib() default GROUP_MAX_KIB;

        @AttributeDefinition(
                name = "Linger of outcomes, ms",
                description = "How long outcomes alone wait for more, or for a publish to share its fsync.",
                min = "0",
                max = "1000")
        long outcome_linger_ms() default OUTCOME_LINGER_MS;

        @AttributeDefinition(
                name = "Linger of publishes, µs",
                description = "How long a publish waits for others while commits are large; an idle system answers at"
                        + " once.",
                min = "0",
                max = "100000")
        long publish_linger_us() default PUBLISH_LINGER_US;

        @AttributeDefinition(
                name = "Quota, MiB",
                description = "Of database, write-ahead log, journal and reserve file together. The oldest finished"
                        + " deliveries go first.",
                min = "32",
                max = "16777216")
        long quota_mib() default Bounds.QUOTA_MIB;

        @AttributeDefinition(
                name = "Policy of the quota",
                description = "Where the quota is used up by what is not delivered yet: refuse new events, or shed the least"
                        + " important and oldest of what is undelivered (it ends failed, with reason shed).",
                options = {
                    @Option(label = "Refuse new events", value = "refuse"),
                    @Option(label = "Shed undelivered ones", value = "shed")
                })
        String quota_policy() default "refuse";

        @AttributeDefinition(
                name = "Retention, days",
                description = "Finished deliveries and events that nobody wanted go after that time.",
                min = "1",
                max = "36500")
        long retention_days() default Bounds.RETENTION_DAYS;

        @AttributeDefinition(
                name = "Reserve on the disk, MiB",
                description = "With less free space new events are refused; outcomes are still written.",
                min = "0",
                max = "1048576")
        long disk_reserve_mib() default Bounds.DISK_RESERVE_MIB;

        @AttributeDefinition(
                name = "Reserve file, MiB",
                description = "Held in the data folder, released where the disk is full all the same. 0: none.",
                min = "0",
                max = "4096")
        long reserve_file_mib() default Bounds.RESERVE_FILE_MIB;

        @AttributeDefinition(
                name = "Largest write-ahead log, MiB",
                description = "At most an eighth of the quota. A backup that would make it larger is given up.",
                min = "4",
                max = "65536")
        long wal_max_mib() default Bounds.WAL_MAX_MIB;

        @AttributeDefinition(
                name = "Journal, MiB",
                description = "At most 1/32 of the quota. What is published and sent is committed there and moves into"
                        + " the database in larger parts. 0: it goes into the database at once.",
                min = "0",
                max = "1024")
        long journal_mib() default Bounds.JOURNAL_MIB;

        @AttributeDefinition(
                name = "Free pages, percent",
                description = "Part of the database file that is kept free for reuse; more is given back to the disk.",
                min = "1",
                max = "90")
        int free_pages_percent() default (int) Bounds.FREE_PERCENT;

        @AttributeDefinition(
                name = "Interval of maintenance, ms",
                description = "Between looks at what is to be removed, ended or given back.",
                min = "10",
                max = "600000")
        long maintenance_interval_ms() default Bounds.MAINTENANCE_INTERVAL_MS;

        @AttributeDefinition(
                name = "Rows per step of maintenance",
                description = "About; a larger step delays whoever comes next.",
                min = "10",
                max = "100000")
        int maintenance_rows() default (int) Bounds.MAINTENANCE_ROWS;

        @AttributeDefinition(
                name = "Backups kept",
                description = "The oldest above that number are removed when one more was made.",
                min = "1",
                max = "1000")
        int backups_keep() default (int) Bounds.BACKUPS_KEPT;

        @AttributeDefinition(
                name = "Checkpoint, pages",
                description = "Pages of 8 KiB in the write-ahead log from which on they are moved into the database; at"
                        + " four times as many commits wait for it.",
                min = "100",
                max = "1000000")
        long wal_checkpoint_pages() default WAL_CHECKPOINT_PAGES;
    }

    /**
     * Reads a configuration. A key that is missing has its default; an invalid value keeps what is in force.
     *
     * @param refused told key, value and range of each invalid one
     */
    static Settings read(Map<String, ?> properties, Settings inForce, Consumer<String> refused) {
        Reading reading = new Reading(properties, refused);
        return new Settings(
                reading.value("queue.max.mib", 1, 4_096, QUEUE_MAX_MIB, MIB, inForce.queueMaxBytes),
                (int) reading.value(
                        "group.max.operations", 1, 100_000, GROUP_MAX_OPERATIONS, 1, inForce.groupMaxOperations),
                reading.value("group.max.kib", 64, 65_536, GROUP_MAX_KIB, KIB, inForce.groupMaxBytes),
                reading.value(
                        "outcome.linger.ms", 0, 1_000, OUTCOME_LINGER_MS, NANOS_PER_MS, inForce.outcomeLingerNanos),
                reading.value(
                        "publish.linger.us", 0, 100_000, PUBLISH_LINGER_US, NANOS_PER_US, inForce.publishLingerNanos),
                reading.value(
                        "wal.checkpoint.pages", 100, 1_000_000, WAL_CHECKPOINT_PAGES, 1, inForce.walCheckpointPages),
                Bounds.read(reading, inForce.bounds));
    }

    /** With a small quota less than what is configured: the log may be eight times as large before it is at its bound. */
    long checkpointPages() {
        return Math.min(walCheckpointPages, bounds.logBytes() / Database.PAGE_BYTES / 8);
    }

    long mostPagesInLog() {
        return bounds.logBytes() / Database.PAGE_BYTES;
    }

    static String mebibytes(long bytes) {
        return bytes / MIB + " MiB";
    }
}
