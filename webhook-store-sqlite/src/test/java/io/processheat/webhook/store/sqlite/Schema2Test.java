package io.processheat.webhook.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.Delivery;
import io.processheat.webhook.DeliveryOptions;
import io.processheat.webhook.Priority;
import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.spi.ClaimedDelivery;
import io.processheat.webhook.spi.DuePage;
import io.processheat.webhook.spi.EventTerms;
import io.processheat.webhook.spi.Lease;
import io.processheat.webhook.spi.Samples;
import io.processheat.webhook.spi.StoredWebhook;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that a program of schema 1 wrote and left comes forward with all that it holds. */
class Schema2Test {

    private static final UUID WEBHOOK = UUID.randomUUID();

    @TempDir
    Path folder;

    @BeforeEach
    void writeWithSchema1() throws Exception {
        try (Connection connection = new Database(folder.resolve("webhooks.db")).openForWriting()) {
            Migrations.apply(connection, List.of(Migrations.resource("schema-1.sql")));
            Database.run(connection, """
                    INSERT INTO webhooks (webhook, webhook_id, url, events, metadata, retry_schedule, active,
                                          created_at, version)
                    VALUES (1, x'%s', 'https://receiver.example/', '["%s"]', '{}', 'long', 1, 1000, 1)"""
                    .formatted(hex(WEBHOOK), Samples.TYPE));
            Database.run(connection, "INSERT INTO webhook_health (webhook) VALUES (1)");
            // The clock was set back before the third.
            delivery(connection, 1, 5_000, WebhookStatus.SENT);
            delivery(connection, 2, 6_000, WebhookStatus.RETRYING);
            delivery(connection, 3, 2_000, WebhookStatus.PENDING);
            delivery(connection, 4, 2_500, WebhookStatus.FAILED);
        }
    }

    @Test
    void keepsWebhooksWithTheOptionsThatChangeNothing() {
        StoredWebhook webhook = open(store -> store.webhook(WEBHOOK).orElseThrow());

        assertEquals(DeliveryOptions.DEFAULT.withRetrySchedule("long"), webhook.webhook().options());
        assertFalse(webhook.webhook().paused());
        assertTrue(webhook.webhook().active());
    }

    @Test
    void goesOnDeliveringWhatWasUnfinished() {
        List<ClaimedDelivery> due = open(store -> {
            Lease lease = Stores.await(store.claim("node", List.of(), 1, Duration.ofHours(1))).get(0);
            DuePage page = Stores.await(store.loadDue(lease, 10_000, 10, Long.MAX_VALUE));
            Stores.await(store.record(List.of(Samples.sent(page.deliveries().get(0), 7_000)), 5));
            return page.deliveries();
        });

        assertEquals(List.of(3L, 2L), due.stream().map(ClaimedDelivery::sequence).toList());
        assertEquals(List.of(0, 1), due.stream().map(ClaimedDelivery::attempts).toList());
        assertEquals(EventTerms.NEVER, due.get(0).expiresAt());
        assertEquals(Priority.LOW, due.get(0).priority());
        assertEquals(List.of(), open(store -> Stores.some(store, WEBHOOK, WebhookStatus.PENDING)));
    }

    @Test
    void listsTheHistory() {
        List<Delivery> sent = open(store -> Stores.some(store, WEBHOOK, WebhookStatus.SENT));

        assertEquals(1, sent.size());
        assertEquals(5_000, sent.get(0).createdAt().toEpochMilli());
        assertTrue(sent.get(0).keySequence().isEmpty());
    }

    @Test
    void findsWhereTheClockWasSetBack() throws Exception {
        open(SqliteStore::now);

        try (Connection connection = new Database(folder.resolve("webhooks.db")).openForReading()) {
            List<Long> steps = Sql.list(connection, row -> row.getLong(1) * 100 + row.getLong(2),
                    "SELECT first_event, first_sequence FROM clock_steps");
            assertEquals(List.of(303L), steps);
        }
        Stores.assertSound(folder);
    }

    private static void delivery(Connection connection, int number, long at, WebhookStatus status) throws Exception {
        Database.run(connection, """
                INSERT INTO events (event, event_id, type, event_time, created_at, provenance, payload)
                VALUES (%1$d, 'event-%1$d', '%2$s', %3$d, %3$d, x'00', x'7b7d')"""
                .formatted(number, Samples.TYPE, at));
        Database.run(connection, """
                INSERT INTO deliveries (sequence, delivery_id, webhook, event, created_at, status, due, attempts, reason)
                VALUES (%1$d, x'%2$s', 1, %1$d, %3$d, %4$d, %5$s, %6$d, %7$s)"""
                .formatted(
                        number,
                        hex(UUID.randomUUID()),
                        at,
                        Codes.of(status),
                        status.isFinal() ? "NULL" : at,
                        status == WebhookStatus.PENDING ? 0 : 1,
                        status == WebhookStatus.FAILED ? "1" : "NULL"));
    }

    private static String hex(UUID id) {
        return HexFormat.of().formatHex(Uuids.bytes(id));
    }

    private interface Question<T> {
        T ask(SqliteStore store);
    }

    private <T> T open(Question<T> question) {
        SqliteStore store = Stores.open(folder);
        try {
            return question.ask(store);
        } finally {
            store.close();
        }
    }
}
