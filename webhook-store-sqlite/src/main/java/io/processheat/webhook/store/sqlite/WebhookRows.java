package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.DeliveryOptions;
import io.processheat.webhook.HealthStatus;
import io.processheat.webhook.Webhook;
import io.processheat.webhook.spi.SealedSecret;
import io.processheat.webhook.spi.StoredWebhook;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads webhooks with their secrets, on whichever connection. */
final class WebhookRows {

    private static final String SELECT = """
            SELECT w.webhook, w.webhook_id, w.url, w.events, w.metadata, w.retry_schedule, w.active, w.unhealthy,
                   w.created_at, w.deleted_at IS NOT NULL, w.version, h.consecutive_failures, h.last_triggered_at,
                   w.paused, w.ordered, w.coalesced_types, w.max_in_flight, w.max_per_second
              FROM webhooks w JOIN webhook_health h ON h.webhook = w.webhook
            """;

    /** A webhook and its key in the database. */
    record Row(long row, StoredWebhook webhook) {}

    private WebhookRows() {}

    static Optional<StoredWebhook> byId(Connection connection, UUID id) throws SQLException {
        return select(connection, "WHERE w.tenant = 1 AND w.webhook_id = ?1", Uuids.bytes(id)).stream()
                .findFirst()
                .map(Row::webhook);
    }

    static StoredWebhook byRow(Connection connection, long row) throws SQLException {
        return select(connection, "WHERE w.webhook = ?1", row).get(0).webhook();
    }

    static List<Row> registeredAfter(Connection connection, long row, long limit) throws SQLException {
        return select(
                connection,
                "WHERE w.tenant = 1 AND w.deleted_at IS NULL AND w.webhook > ?1 ORDER BY w.webhook LIMIT ?2",
                row,
                limit);
    }

    static List<StoredWebhook> changedSince(Connection connection, long version) throws SQLException {
        return select(connection, "WHERE w.version > ?1 ORDER BY w.version", version).stream()
                .map(Row::webhook)
                .toList();
    }

    private static List<Row> select(Connection connection, String where, Object... parameters) throws SQLException {
        List<Row> rows = new ArrayList<>();
        for (Row row : Sql.list(connection, WebhookRows::map, SELECT + where, parameters)) {
            rows.add(withSecrets(connection, row));
        }
        return rows;
    }

    private static Row map(ResultSet row) throws SQLException {
        UUID id = Uuids.uuid(row.getBytes(2));
        Webhook webhook = new Webhook(
                id.toString(),
                row.getString(3),
                Json.eventTypes(row.getString(4)),
                Json.metadata(row.getString(5)),
                options(row),
                row.getBoolean(7),
                row.getBoolean(14),
                row.getBoolean(8) ? HealthStatus.UNHEALTHY : HealthStatus.HEALTHY,
                row.getInt(12),
                Optional.ofNullable(Sql.nullableLong(row, 13)).map(Instant::ofEpochMilli),
                Instant.ofEpochMilli(row.getLong(9)));
        return new Row(row.getLong(1), new StoredWebhook(id, webhook, List.of(), row.getBoolean(10), row.getLong(11)));
    }

    private static DeliveryOptions options(ResultSet row) throws SQLException {
        return new DeliveryOptions(
                row.getString(6),
                row.getBoolean(15),
                Json.eventTypes(row.getString(16)),
                row.getInt(17),
                row.getInt(18));
    }

    private static Row withSecrets(Connection connection, Row row) throws SQLException {
        List<SealedSecret> secrets = Sql.list(
                connection,
                secret -> new SealedSecret(
                        secret.getString(1), secret.getBytes(2), secret.getBytes(3), secret.getLong(4)),
                "SELECT key_id, nonce, ciphertext, not_after FROM secrets WHERE webhook = ?1 ORDER BY ordinal",
                row.row());
        StoredWebhook bare = row.webhook();
        return new Row(
                row.row(),
                new StoredWebhook(bare.id(), bare.webhook(), secrets, bare.deleted(), bare.version()));
    }
}
