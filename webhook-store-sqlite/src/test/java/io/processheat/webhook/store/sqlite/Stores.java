package io.processheat.webhook.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import io.processheat.webhook.Delivery;
import io.processheat.webhook.DeliveryQuery;
import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.spi.AppendResult.Stored;
import io.processheat.webhook.spi.Claimant;
import io.processheat.webhook.spi.NewEvent;
import io.processheat.webhook.spi.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Opens stores and asks them things. */
final class Stores {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private Stores() {}

    static SqliteStore open(Path folder) {
        return open(folder, System::currentTimeMillis);
    }

    static SqliteStore open(Path folder, LongSupplier clock) {
        return open(folder, clock, Settings.DEFAULTS);
    }

    static SqliteStore open(Path folder, Map<String, String> properties) {
        return open(folder, System::currentTimeMillis, settings(properties));
    }

    private static SqliteStore open(Path folder, LongSupplier clock, Settings settings) {
        try {
            return new SqliteStore(folder, clock, settings);
        } catch (IOException | SQLException e) {
            throw new AssertionError(e);
        }
    }

    static Settings settings(Map<String, String> properties) {
        return Settings.read(properties, Settings.DEFAULTS, problem -> fail(problem));
    }

    static UUID register(SqliteStore store) {
        UUID id = UUID.randomUUID();
        await(store.insertWebhook(Samples.webhook(id, store.now())));
        return id;
    }

    static Stored append(SqliteStore store, NewEvent event, Claimant claimant) {
        return assertInstanceOf(Stored.class, await(store.append(List.of(event), claimant)).get(0));
    }

    /** Publishes that many events to the webhook, for nobody in particular. */
    static void fill(SqliteStore store, UUID webhook, int events) {
        List<NewEvent> batch = new ArrayList<>();
        for (int number = 1; number <= events; number++) {
            batch.add(Samples.event(webhook));
            if (batch.size() == 500 || number == events) {
                await(store.append(batch, null));
                batch.clear();
            }
        }
    }

    static List<Delivery> some(SqliteStore store, UUID webhook, WebhookStatus status) {
        DeliveryQuery query = new DeliveryQuery(Optional.of(status), Optional.empty(), 500);
        return store.deliveries(webhook, query).orElseThrow().items();
    }

    static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }

    static WebhookException failure(CompletionStage<?> stage) {
        CompletionException failure = assertThrows(CompletionException.class, () -> await(stage));
        return assertInstanceOf(WebhookException.class, failure.getCause());
    }

    static void awaitThat(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                fail("it did not come true in time");
            }
            Thread.yield();
        }
    }

    /** What a crash would leave just now: a copy of the files, made while the writer stands still between two commits. */
    static Path crashed(SqliteStore store, Path folder, Path copy) {
        CompletableFuture<Void> copied = store.submit(new Operation<>(
                Operation.Kind.OTHER, 0, check -> JournalCheck.Need.JOURNAL, transaction -> {
                    copyFiles(folder, copy);
                    return null;
                }));
        await(copied);
        return copy;
    }

    private static void copyFiles(Path folder, Path copy) {
        try {
            Files.createDirectory(copy);
            for (String name : List.of("webhooks.db", "webhooks.db-wal", "journal")) {
                if (Files.exists(folder.resolve(name))) {
                    Files.copy(folder.resolve(name), copy.resolve(name));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a pragma on the connection that writes. */
    static String pragma(SqliteStore store, String pragma) {
        return await(store.submit(new Operation<>(
                transaction -> Database.pragma(transaction.session().connection(), pragma))));
    }

    /** Also that each reference refers to something: SQLite does not check that while the store runs. */
    static void assertSound(Path folder) {
        try (Connection connection = new Database(folder.resolve("webhooks.db")).openForReading()) {
            assertEquals("ok", Database.pragma(connection, "integrity_check"));
            assertEquals("", Database.pragma(connection, "foreign_key_check"));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
