package io.processheat.webhook.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * How full the data folder is, measured against its quota. Finished data goes well before the quota is reached, and new
 * events are refused somewhat before: outcomes of what is stored need room as well.
 */
record Quota(Bounds bounds, long used) {

    /** Log, journal and reserve count in full: what they do not take just now, they may take in a moment. */
    static Quota of(Connection connection, Bounds bounds) throws SQLException {
        long beside = bounds.logBytes() + bounds.journalBytes() + bounds.reserveBytes();
        return new Quota(bounds, Pages.of(connection).used() + beside);
    }

    /** Time to remove what is finished. */
    boolean isHigh() {
        return isAbove(56);
    }

    /** Where {@link #isHigh} began, this ends it. */
    boolean isStillHigh() {
        return isAbove(55);
    }

    /** No room for new events. */
    boolean isFull() {
        return isAbove(60);
    }

    /** Whether there is room for so much more; what the journal holds may take twice as much in the database. */
    boolean hasRoomFor(long bytes) {
        return !new Quota(bounds, used + bytes).isFull();
    }

    /** Where {@link #isFull} began, this ends it. */
    boolean isStillFull() {
        return isAbove(59);
    }

    /** No room for new events, not even while finished ones are still being looked for. */
    boolean isOverfull() {
        return isAbove(62);
    }

    private boolean isAbove(int sixtyFourths) {
        return used > bounds.quotaBytes() / 64 * sixtyFourths;
    }
}
