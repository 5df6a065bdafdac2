package io.processheat.webhook.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import io.processheat.webhook.spi.StoredWebhook;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ReadPoolTest {

    @TempDir
    Path folder;

    @Test
    void doesNotWaitForTheWriter() {
        SqliteStore store = Stores.open(folder);
        try {
            UUID webhook = Stores.register(store);
            try (HeldWriter inATransaction = new HeldWriter(store)) {
                assertTrue(store.webhook(webhook).isPresent());
            }
        } finally {
            store.close();
        }
    }

    @Test
    void doesNotDelayTheWriter() {
        SqliteStore store = Stores.open(folder);
        ReadPool pool = new ReadPool(new Database(folder.resolve("webhooks.db")));
        try {
            UUID before = Stores.register(store);
            pool.read(connection -> {
                assertTrue(WebhookRows.byId(connection, before).isPresent());
                UUID meanwhile = Stores.register(store);
                assertEquals(Optional.empty(), WebhookRows.byId(connection, meanwhile), "one state of the database");
                return null;
            });
        } finally {
            pool.close();
            store.close();
        }
    }

    @Test
    void letsSeveralReadAtOnceAndMoreWait() throws Exception {
        SqliteStore store = Stores.open(folder);
        ReadPool pool = new ReadPool(new Database(folder.resolve("webhooks.db")));
        try {
            CyclicBarrier four = new CyclicBarrier(4);
            Runnable read = () -> pool.read(connection -> meet(four));
            CompletableFuture<?>[] reads = IntStream.range(0, 8)
                    .mapToObj(number -> CompletableFuture.runAsync(read, this::start))
                    .toArray(CompletableFuture<?>[]::new);

            CompletableFuture.allOf(reads).get(30, TimeUnit.SECONDS);
        } finally {
            pool.close();
            store.close();
        }
    }

    @Test
    void waitsForReadsUnderWayThoughTheClosingThreadIsInterrupted() throws Exception {
        SqliteStore store = Stores.open(folder);
        ReadPool pool = new ReadPool(new Database(folder.resolve("webhooks.db")));
        try {
            CyclicBarrier reading = new CyclicBarrier(2);
            CompletableFuture<Integer> read =
                    CompletableFuture.supplyAsync(() -> pool.read(connection -> meet(reading) + meet(reading)), this::start);
            meet(reading);
            FutureTask<Boolean> closing = new FutureTask<>(() -> {
                Thread.currentThread().interrupt();
                pool.close();
                return Thread.interrupted();
            });
            Thread closer = new Thread(closing);
            closer.start();
            Stores.awaitThat(() -> closing.isDone() || closer.getState() == Thread.State.TIMED_WAITING);
            assertFalse(closing.isDone(), "a read is under way");

            meet(reading);

            assertTrue(closing.get(30, TimeUnit.SECONDS), "the thread stays interrupted");
            read.get(30, TimeUnit.SECONDS);
        } finally {
            store.close();
        }
    }

    @Test
    void isUnavailableOnceClosed() {
        SqliteStore store = Stores.open(folder);
        StoredWebhook webhook = store.webhook(Stores.register(store)).orElseThrow();
        store.close();

        WebhookException refusal = assertThrows(WebhookException.class, () -> store.webhook(webhook.id()));
        assertEquals(Reason.UNAVAILABLE, refusal.reason());
    }

    private void start(Runnable read) {
        new Thread(read).start();
    }

    private static int meet(CyclicBarrier others) {
        try {
            return others.await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
