package io.processheat.webhook.store.sqlite;

import java.sql.SQLException;

/** Something that the writer does beside its work, in small parts between two groups. */
@FunctionalInterface
interface Chore {

    /**
     * Does a part, in one short transaction at the most.
     *
     * @param now the store's time
     * @return whether there is more to do at once
     */
    boolean doSome(Session session, Settings settings, long now) throws SQLException;
}
