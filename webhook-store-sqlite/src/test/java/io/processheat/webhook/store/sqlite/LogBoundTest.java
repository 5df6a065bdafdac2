package io.processheat.webhook.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.spi.Samples;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The write-ahead log does not grow without end. */
@Timeout(120)
class LogBoundTest {

    private static final long QUOTA = 64 * SmallBounds.MIB;
    private static final long LOG = QUOTA / 8;
    private static final String PAYLOAD = "{\"p\": \"" + "x".repeat(20_000) + "\"}";

    @TempDir
    Path folder;

    @Test
    void isEmptiedThoughThereIsAlwaysSomebodyReading() throws Exception {
        SqliteStore store = new SqliteStore(folder, System::currentTimeMillis, SmallBounds.settings(QUOTA));
        ReadPool pool = new ReadPool(new Database(folder.resolve("webhooks.db")));
        AtomicBoolean done = new AtomicBoolean();
        try {
            UUID webhook = Stores.register(store);
            CyclicBarrier turns = new CyclicBarrier(2);
            CompletableFuture<?>[] readers = {
                CompletableFuture.runAsync(() -> readInTurns(pool, turns, done), this::start),
                CompletableFuture.runAsync(() -> readInTurns(pool, turns, done), this::start)
            };
            long largest = 0;
            for (int event = 0; event < 1_500; event++) {
                Stores.append(store, Samples.event(UUID.randomUUID().toString(), PAYLOAD, webhook), null);
                largest = Math.max(largest, SmallBounds.size(folder.resolve("webhooks.db-wal")));
            }
            done.set(true);
            CompletableFuture.allOf(readers).get(60, TimeUnit.SECONDS);

            assertTrue(largest <= LOG, largest + " bytes");
        } finally {
            done.set(true);
            pool.close();
            store.close();
        }
    }

    /** One begins to read before the other one ends. */
    private static void readInTurns(ReadPool pool, CyclicBarrier turns, AtomicBoolean done) {
        while (!done.get()) {
            pool.read(connection -> {
                Sql.number(connection, "SELECT count(*) FROM webhooks");
                meet(turns);
                return null;
            });
        }
        turns.reset();
    }

    private static void meet(CyclicBarrier turns) {
        try {
            turns.await(20, TimeUnit.MILLISECONDS);
        } catch (Exception e) {
            turns.reset();
        }
    }

    private void start(Runnable reader) {
        new Thread(reader).start();
    }
}
