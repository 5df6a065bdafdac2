package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.FailureReason;
import io.processheat.webhook.spi.StoreListener;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Ends deliveries that are past their deadline and that no dispatcher looks at: of a paused webhook, for instance. Later
 * than a dispatcher would, so that what it has under way has ended before.
 */
final class Expiring implements Chore {

    private static final long GRACE_MS = Duration.ofMinutes(2).toMillis();

    static final String EXPIRED = """
            SELECT d.sequence, w.webhook_id FROM deliveries d INDEXED BY deliveries_expiring
              JOIN webhooks w ON w.webhook = d.webhook
             WHERE d.expires_at IS NOT NULL AND d.due IS NOT NULL AND d.expires_at <= ?1
             ORDER BY d.expires_at LIMIT ?2""";

    private final StoreListener listeners;

    private record Expired(long sequence, UUID webhookId) {}

    Expiring(StoreListener listeners) {
        this.listeners = listeners;
    }

    @Override
    public boolean doSome(Session session, Settings settings, long now) throws SQLException {
        int rows = settings.bounds().maintenanceRows();
        List<Expired> expired = Sql.list(
                session.connection(),
                row -> new Expired(row.getLong(1), Uuids.uuid(row.getBytes(2))),
                EXPIRED,
                now - GRACE_MS,
                rows);
        if (!expired.isEmpty()) {
            session.begin();
            Set<UUID> available = end(session.tables(), expired);
            session.tables().keys().write();
            session.commit();
            tell(available);
        }
        return expired.size() == rows;
    }

    /** @return webhooks of which others can be sent by now */
    private static Set<UUID> end(Tables tables, List<Expired> expired) throws SQLException {
        Turns turns = new Turns(tables);
        Set<UUID> available = new HashSet<>();
        for (Expired delivery : expired) {
            WebhookState webhook = tables.states().get(delivery.webhookId());
            if (turns.end(delivery.sequence(), webhook, FailureReason.EXPIRED)) {
                available.add(webhook.id());
            }
        }
        return available;
    }

    private void tell(Set<UUID> available) {
        if (!available.isEmpty()) {
            listeners.deliveriesAvailable(available);
        }
    }
}
