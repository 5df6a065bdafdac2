package io.processheat.webhook.store.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins and ends the transactions of the connection that writes. */
final class TransactionControl {

    private static final Logger LOG = LoggerFactory.getLogger(TransactionControl.class);

    private final PreparedStatement begin;
    private final PreparedStatement commit;
    private final PreparedStatement rollback;

    TransactionControl(Connection connection) throws SQLException {
        begin = connection.prepareStatement("BEGIN IMMEDIATE");
        commit = connection.prepareStatement("COMMIT");
        rollback = connection.prepareStatement("ROLLBACK");
    }

    void begin() throws SQLException {
        begin.executeUpdate();
    }

    /** Returns after the fsync. */
    void commit() throws SQLException {
        commit.executeUpdate();
    }

    /** Never throws: it follows a failure, which is the one to report. SQLite rolls back by itself after some of them. */
    void rollback() {
        try {
            rollback.executeUpdate();
        } catch (SQLException e) {
            LOG.debug("Nothing was left to roll back", e);
        }
    }
}
