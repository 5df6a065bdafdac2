package io.processheat.webhook.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.processheat.webhook.Backup;
import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.spi.ClaimedDelivery;
import io.processheat.webhook.spi.DuePage;
import io.processheat.webhook.spi.Lease;
import io.processheat.webhook.spi.RecordingClaimant;
import io.processheat.webhook.spi.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Copies are complete, made beside the store's work, and can be put in its place. */
@Timeout(120)
class BackupTest {

    private final AtomicLong clock = new AtomicLong(1_795_000_000_000L);

    @TempDir
    Path parent;

    private Path folder;
    private SqliteStore store;
    private UUID webhook;

    @BeforeEach
    void open() {
        folder = parent.resolve("it's data?");
        store = Stores.open(folder, clock::get);
        webhook = Stores.register(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void isRestoredByPuttingTheFileIntoANewFolder() throws IOException {
        RecordingClaimant dispatcher = new RecordingClaimant("node");
        Stores.append(store, Samples.event(webhook), dispatcher);
        Stores.append(store, Samples.event(webhook), dispatcher);
        Stores.await(store.record(List.of(Samples.sent(dispatcher.deliveries().get(0), store.now())), 5));

        Backup backup = Stores.await(store.backUp());
        Stores.append(store, Samples.event(webhook), dispatcher);
        Path other = Files.createDirectory(parent.resolve("restored"));
        Files.copy(backup.file(), other.resolve("webhooks.db"));

        ClaimedDelivery pending = dispatcher.deliveries().get(1);
        SqliteStore restored = Stores.open(other);
        try {
            Lease lease = Stores.await(restored.claim("new", List.of(), 10, Duration.ofMinutes(1))).get(0);
            DuePage page = Stores.await(restored.loadDue(lease, Long.MAX_VALUE, 10, Long.MAX_VALUE));
            assertEquals(1, page.deliveries().size(), "what was acknowledged, unsent and in time for the backup");
            ClaimedDelivery due = page.deliveries().get(0);
            assertEquals(pending.deliveryId(), due.deliveryId());
            assertTrue(Arrays.equals(pending.event().payload(), due.event().payload()));
            assertTrue(Stores.await(restored.record(List.of(Samples.sent(due, restored.now())), 5)).get(0).applied());
            assertEquals(2, Stores.some(restored, webhook, WebhookStatus.SENT).size());
            assertEquals(2, restored.webhook(webhook).orElseThrow().secrets().size());
        } finally {
            restored.close();
        }
        Stores.assertSound(other);
    }

    @Test
    void isNamedAfterItsMomentAndClosedToOthers() throws IOException {
        Backup backup = Stores.await(store.backUp());

        assertEquals(folder.resolve("backups/2026-11-18T11-06-40-000Z/webhooks.db"), backup.file());
        assertEquals(clock.get(), backup.takenAt().toEpochMilli());
        assertEquals(Files.size(backup.file()), backup.bytes());
        assumeTrue(parent.getFileSystem().supportedFileAttributeViews().contains("posix"));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(backup.file())));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(backup.file().getParent())));
    }

    @Test
    void keepsTheNewestAndTheOneJustMade() {
        store.modified(Map.of("backups.keep", "2"));
        for (int day = 1; day <= 4; day++) {
            clock.addAndGet(Duration.ofDays(1).toMillis());
            Stores.await(store.backUp());
        }
        assertEquals(List.of("2026-11-21T11-06-40-000Z", "2026-11-22T11-06-40-000Z"), backups());

        clock.set(0);
        Stores.await(store.backUp());

        assertEquals(List.of("1970-01-01T00-00-00-000Z", "2026-11-22T11-06-40-000Z"), backups());
    }

    @Test
    void isConsistentAndDelaysNobodyWhileEventsArrive() throws IOException {
        Stores.fill(store, webhook, 5_000);
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Integer> publishing = CompletableFuture.supplyAsync(() -> publishUntil(done));

        Backup backup = Stores.await(store.backUp());
        done.set(true);

        int published = publishing.join();
        Path other = Files.createDirectory(parent.resolve("restored"));
        Files.copy(backup.file(), other.resolve("webhooks.db"));
        Stores.open(other).close();
        Stores.assertSound(other);
        assertTrue(published > 0);
    }

    @Test
    void leavesNothingBehindWhereThereIsNoRoom() {
        store.modified(Map.of("disk.reserve.mib", "1048576"));

        WebhookException refusal = Stores.failure(store.backUp());

        assertEquals(Reason.FULL, refusal.reason());
        assertTrue(refusal.getMessage().contains("disk.reserve.mib"), refusal.getMessage());
        assertFalse(Files.exists(folder.resolve("backups")));
    }

    @Test
    void leavesNothingBehindWhereItFails() throws IOException {
        Files.createFile(folder.resolve("backups"));

        Stores.failure(store.backUp());
        Files.delete(folder.resolve("backups"));
        Stores.await(store.backUp());

        assertEquals(1, backups().size());
    }

    @Test
    void removesWhatAProcessLeftThatDiedAtIt() throws IOException {
        Stores.await(store.backUp());
        store.close();
        Path unfinished = Files.createDirectory(folder.resolve("backups/unfinished"));
        Files.createFile(unfinished.resolve("webhooks.db"));

        store = Stores.open(folder, clock::get);

        assertFalse(Files.exists(unfinished));
        assertEquals(1, backups().size());
    }

    @Test
    void isGivenUpWhenTheStoreCloses() {
        Stores.fill(store, webhook, 20_000);
        CompletionStage<Backup> backup = store.backUp();
        store.close();

        CompletableFuture<Backup> ended = backup.toCompletableFuture();
        Stores.awaitThat(ended::isDone);
        assertEquals(ended.isCompletedExceptionally() ? List.of() : List.of("2026-11-18T11-06-40-000Z"), backups());
        assertNull(Stores.failure(store.backUp()).getCause());
    }

    private int publishUntil(AtomicBoolean done) {
        int published = 0;
        while (!done.get()) {
            Stores.fill(store, webhook, 1);
            published++;
        }
        return published;
    }

    private List<String> backups() {
        String[] names = folder.resolve("backups").toFile().list();
        return names == null ? List.of() : Arrays.stream(names).sorted().toList();
    }
}
