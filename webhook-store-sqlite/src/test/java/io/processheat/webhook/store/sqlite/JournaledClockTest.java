package io.processheat.webhook.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processheat.webhook.spi.AppendResult;
import io.processheat.webhook.spi.RecordingClaimant;
import io.processheat.webhook.spi.Samples;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A clock that is set back while something is in the journal leaves its step in the database, with the rows after it. */
class JournaledClockTest {

    private static final long NOON = 1_800_000_000_000L;
    private static final long HOUR = 3_600_000;

    private final RecordingClaimant dispatcher = new RecordingClaimant("node");
    private final Queue<Long> leaps = new ConcurrentLinkedQueue<>();
    private volatile long now = NOON;

    @TempDir
    Path parent;

    private Path folder;
    private SqliteStore store;
    private UUID webhook;

    @BeforeEach
    void open() throws Exception {
        folder = parent.resolve("data");
        store = new SqliteStore(folder, this::time, SmallBounds.withJournal(64 * 1024));
        webhook = Stores.register(store);
        publish();
        store.webhook(webhook); // all is in the database
    }

    @AfterEach
    void close() {
        store.close();
        Stores.assertSound(folder);
    }

    @Test
    void isNoticedWhileTheStoreWorks() throws Exception {
        publish();
        now -= HOUR;
        publish();

        Path copy = Stores.crashed(store, folder, parent.resolve("copy"));
        assertEquals(1, steps(copy));
        assertEquals(3, number(copy, "SELECT count(*) FROM events"), "in the same transaction");
    }

    @Test
    void isNoticedAfterACrash() throws Exception {
        now += HOUR;
        publish();
        Path copy = Stores.crashed(store, folder, parent.resolve("copy"));
        now -= HOUR / 2;
        SqliteStore crashed = Stores.open(copy, this::time);
        Stores.append(crashed, Samples.event(webhook), null);
        crashed.close();

        assertEquals(1, steps(copy));
    }

    @Test
    void isNotWrittenBesideTheJournal() throws Exception {
        CompletionStage<List<AppendResult>> appended;
        try (HeldWriter held = new HeldWriter(store)) {
            appended = store.append(List.of(Samples.event(webhook)), dispatcher);
            leaps.addAll(List.of(0L, 0L, -1_000L)); // upkeep asks, then the group, once
        }
        Stores.await(appended);
        publish();

        assertEquals(0, steps(Stores.crashed(store, folder, parent.resolve("copy"))));
    }

    private long time() {
        Long leap = leaps.poll();
        return leap == null ? now : now + leap;
    }

    private void publish() {
        Stores.append(store, Samples.event(webhook), dispatcher);
    }

    private static long steps(Path folder) throws Exception {
        return number(folder, "SELECT count(*) FROM clock_steps");
    }

    private static long number(Path folder, String query) throws Exception {
        try (Connection connection = new Database(folder.resolve("webhooks.db")).openForReading()) {
            return Sql.number(connection, query).orElseThrow();
        }
    }
}
