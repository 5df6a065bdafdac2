package io.processheat.webhook.store.sqlite;

import java.sql.SQLException;

/** Something that the journal has and the database is still to get. */
sealed interface JournaledEntry permits JournaledEvent, JournaledEntry.SentLate {

    /** Writes it into the tables. What they have already stays as it is. */
    void settle(Tables tables) throws SQLException;

    /** That it writes. */
    int rows();

    /** The success of a delivery that got into the database before it was sent. */
    record SentLate(long sequence, long webhook, long sentAt, long firstTry) implements JournaledEntry {

        @Override
        public void settle(Tables tables) throws SQLException {
            tables.deliveries().sent(sequence, webhook, sentAt, firstTry);
        }

        @Override
        public int rows() {
            return 1;
        }
    }
}
