package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.store.sqlite.Removal.Window;
import java.sql.SQLException;
import java.time.Duration;

/** Removes what was finished long ago: events with their deliveries, then unregistered webhooks without any. */
final class Aging implements Chore {

    private static final long BETWEEN_PASSES_MS = Duration.ofMinutes(10).toMillis();

    private boolean passing;
    private long passedAt;
    private long position;

    @Override
    public boolean doSome(Session session, Settings settings, long now) throws SQLException {
        if (now < Ages.UNKNOWN_BEFORE || !passing && Math.abs(now - passedAt) < BETWEEN_PASSES_MS) {
            return false;
        }
        passing = true;
        long olderThan = now - settings.bounds().retentionMs();
        int rows = settings.bounds().maintenanceRows();
        session.begin();
        Removal removal = new Removal(session.connection(), session.tables().deliveries().lastSequence());
        Window window = removal.finished(position, olderThan, rows);
        boolean passed = window.atEnd() || window.tooYoung();
        boolean more = !passed || ForgottenWebhooks.remove(session, olderThan, rows);
        session.commit();
        position = passed ? 0 : window.through();
        if (!more) {
            passing = false;
            passedAt = now;
        }
        return more;
    }
}
