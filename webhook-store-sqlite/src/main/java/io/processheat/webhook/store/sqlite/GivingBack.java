package io.processheat.webhook.store.sqlite;

import java.sql.SQLException;

/** Gives free pages back to the disk where there are many; the others are used again. */
final class GivingBack implements Chore {

    /** One mebibyte: pages from the end of the file move into gaps, and each move is written to the log. */
    private static final int PAGES_PER_STEP = 128;

    @Override
    public boolean doSome(Session session, Settings settings, long now) throws SQLException {
        if (!isWorthIt(Pages.of(session.connection()), settings.bounds())) {
            return false;
        }
        Database.runAll(session.connection(), "PRAGMA incremental_vacuum(" + PAGES_PER_STEP + ")");
        return true;
    }

    private static boolean isWorthIt(Pages pages, Bounds bounds) {
        return pages.free() > PAGES_PER_STEP && pages.free() * 100 > pages.count() * bounds.freePercent();
    }
}
