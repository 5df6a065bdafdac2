package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.DeliveryOptions;
import io.processheat.webhook.spi.Lease;
import io.processheat.webhook.spi.SealedSecret;
import io.processheat.webhook.spi.StoredWebhook;
import io.processheat.webhook.spi.WebhookChange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** Writes webhooks, their secrets and their health. */
final class WebhookTable {

    private final Connection connection;
    private final PreparedStatement owner;
    private final PreparedStatement health;
    private long lastRow;
    private long lastVersion;

    WebhookTable(Connection connection) throws SQLException {
        this.connection = connection;
        owner = connection.prepareStatement("UPDATE webhooks SET owner = ?1, lease_epoch = ?2 WHERE webhook = ?3");
        health = connection.prepareStatement(
                "UPDATE webhook_health SET consecutive_failures = ?1, last_triggered_at = ?2 WHERE webhook = ?3");
        lastRow = Sql.number(connection, "SELECT max(webhook) FROM webhooks").orElse(0);
        lastVersion = Sql.number(connection, "SELECT max(version) FROM webhooks").orElse(0);
    }

    List<WebhookState> states() throws SQLException {
        return Sql.list(connection, WebhookTable::state, """
                SELECT w.webhook, w.webhook_id, w.active, w.deleted_at IS NOT NULL, w.ended_through, w.owner,
                       w.lease_epoch, h.consecutive_failures, h.last_triggered_at, w.paused, w.ordered,
                       w.coalesced_types
                  FROM webhooks w JOIN webhook_health h ON h.webhook = w.webhook""");
    }

    long insert(EncodedWebhook encoded) throws SQLException {
        StoredWebhook stored = encoded.webhook();
        DeliveryOptions options = stored.webhook().options();
        long row = ++lastRow;
        Sql.update(
                connection,
                """
                INSERT INTO webhooks (webhook, webhook_id, url, events, metadata, retry_schedule, active, created_at,
                                      version, paused, ordered, coalesced_types, max_in_flight, max_per_second)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)""",
                row,
                Uuids.bytes(stored.id()),
                stored.webhook().url(),
                encoded.events(),
                encoded.metadata(),
                options.retrySchedule(),
                stored.webhook().active() ? 1 : 0,
                stored.webhook().createdAt().toEpochMilli(),
                ++lastVersion,
                stored.webhook().paused() ? 1 : 0,
                options.ordered() ? 1 : 0,
                encoded.coalesced(),
                options.maxInFlight(),
                options.maxPerSecond());
        Sql.update(connection, "INSERT INTO webhook_health (webhook) VALUES (?1)", row);
        putSecrets(row, stored.secrets());
        return row;
    }

    void update(long row, EncodedChange encoded) throws SQLException {
        WebhookChange change = encoded.change();
        DeliveryOptions options = change.options();
        Sql.update(
                connection,
                """
                UPDATE webhooks
                   SET url = coalesce(?1, url), events = coalesce(?2, events), metadata = coalesce(?3, metadata),
                       retry_schedule = coalesce(?4, retry_schedule), ordered = coalesce(?5, ordered),
                       coalesced_types = coalesce(?6, coalesced_types), max_in_flight = coalesce(?7, max_in_flight),
                       max_per_second = coalesce(?8, max_per_second), paused = coalesce(?9, paused), version = ?10
                 WHERE webhook = ?11""",
                change.url(),
                encoded.events(),
                encoded.metadata(),
                options.retrySchedule(),
                options.ordered(),
                encoded.coalesced(),
                options.maxInFlight(),
                options.maxPerSecond(),
                change.paused(),
                ++lastVersion,
                row);
        if (change.secrets() != null) {
            dropSecrets(row);
            putSecrets(row, change.secrets());
        }
    }

    void activate(long row) throws SQLException {
        Sql.update(connection, "UPDATE webhooks SET active = 1, unhealthy = 0 WHERE webhook = ?1", row);
    }

    void deactivate(long row, long endedThrough) throws SQLException {
        Sql.update(
                connection,
                "UPDATE webhooks SET active = 0, ended_through = ?1 WHERE webhook = ?2",
                endedThrough,
                row);
    }

    void markUnhealthy(long row) throws SQLException {
        Sql.update(
                connection, "UPDATE webhooks SET unhealthy = 1, version = ?1 WHERE webhook = ?2", ++lastVersion, row);
    }

    void unregister(long row, long endedThrough, long now) throws SQLException {
        Sql.update(
                connection,
                """
                UPDATE webhooks SET active = 0, ended_through = ?1, deleted_at = ?2, version = ?3
                 WHERE webhook = ?4""",
                endedThrough,
                now,
                ++lastVersion,
                row);
        dropSecrets(row);
    }

    void touch(long row) throws SQLException {
        Sql.update(connection, "UPDATE webhooks SET version = ?1 WHERE webhook = ?2", ++lastVersion, row);
    }

    void putOwner(WebhookState state) throws SQLException {
        owner.setString(1, state.owner());
        owner.setLong(2, state.lease().epoch());
        owner.setLong(3, state.row());
        owner.executeUpdate();
    }

    void putHealth(WebhookState state) throws SQLException {
        health.setInt(1, state.consecutiveFailures());
        health.setObject(2, state.lastTriggeredAt());
        health.setLong(3, state.row());
        health.executeUpdate();
    }

    StoredWebhook read(long row) throws SQLException {
        return WebhookRows.byRow(connection, row);
    }

    private void putSecrets(long row, List<SealedSecret> secrets) throws SQLException {
        for (int ordinal = 0; ordinal < secrets.size(); ordinal++) {
            SealedSecret secret = secrets.get(ordinal);
            Sql.update(
                    connection,
                    """
                    INSERT INTO secrets (webhook, ordinal, key_id, nonce, ciphertext, not_after)
                    VALUES (?1, ?2, ?3, ?4, ?5, ?6)""",
                    row,
                    ordinal,
                    secret.keyId(),
                    secret.nonce(),
                    secret.ciphertext(),
                    secret.notAfter());
        }
    }

    private void dropSecrets(long row) throws SQLException {
        Sql.update(connection, "DELETE FROM secrets WHERE webhook = ?1", row);
    }

    private static WebhookState state(ResultSet row) throws SQLException {
        UUID id = Uuids.uuid(row.getBytes(2));
        return new WebhookState(
                row.getLong(1),
                id,
                row.getBoolean(3),
                row.getBoolean(4),
                row.getLong(5),
                row.getString(6),
                new Lease(id, row.getLong(7)),
                row.getInt(8),
                Sql.nullableLong(row, 9),
                new Handling(row.getBoolean(10), row.getBoolean(11), Json.eventTypes(row.getString(12))));
    }
}
