package io.processheat.webhook.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** Removes webhooks that were unregistered long ago and whose history is gone, on disk and in memory. */
final class ForgottenWebhooks {

    /** The newest row and the newest version stay, because the numbers go on from them. */
    private static final String FORGOTTEN = """
            SELECT w.webhook_id FROM webhooks w
             WHERE w.deleted_at < ?1
               AND w.webhook < (SELECT max(webhook) FROM webhooks)
               AND w.version < (SELECT max(version) FROM webhooks)
               AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.webhook = w.webhook)
             LIMIT ?2""";

    private ForgottenWebhooks() {}

    /** @return whether there are more */
    static boolean remove(Session session, long olderThan, int rows) throws SQLException {
        Connection connection = session.connection();
        List<UUID> gone =
                Sql.list(connection, row -> Uuids.uuid(row.getBytes(1)), FORGOTTEN, olderThan, rows);
        WebhookStates states = session.tables().states();
        for (UUID id : gone) {
            long row = states.get(id).row();
            ForgottenKeys.removeOf(session, row);
            Sql.update(connection, "DELETE FROM secrets WHERE webhook = ?1", row);
            Sql.update(connection, "DELETE FROM webhook_health WHERE webhook = ?1", row);
            Sql.update(connection, "DELETE FROM webhooks WHERE webhook = ?1", row);
            session.tables().endings().remove(id);
            states.remove(id);
        }
        return gone.size() == rows;
    }
}
