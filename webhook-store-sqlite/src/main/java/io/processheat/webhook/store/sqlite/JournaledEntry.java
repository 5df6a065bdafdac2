package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.WebhookStatus;
import java.sql.SQLException;

/** Something that the journal has and the database is still to get. */
sealed interface JournaledEntry permits JournaledEvent, JournaledEntry.Late {

    /** Writes it into the tables. What they have already stays as it is. */
    void settle(Tables tables) throws SQLException;

    /** That it writes. */
    int rows();

    /** What an outcome makes of a delivery that got into the database before. A success counts whatever became of that. */
    record Late(Move move) implements JournaledEntry {

        @Override
        public void settle(Tables tables) throws SQLException {
            if (!move.apply(tables.deliveries(), tables.attempts()) && move.step().status() == WebhookStatus.SENT) {
                move.apply(tables.deliveries(), tables.attempts(), true);
            }
        }

        @Override
        public int rows() {
            return 1;
        }
    }
}
