package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.store.sqlite.DeliveryTable.Progress;
import io.processheat.webhook.store.sqlite.DeliveryTable.Step;
import java.sql.SQLException;

/** Something that the journal has and the database is still to get. */
sealed interface JournaledEntry permits JournaledEvent, JournaledEntry.Late {

    /** Whether nothing more is to come. */
    boolean isFinished();

    /** That the tables get of it. */
    int rows();

    /**
     * What an outcome makes of a delivery that got into the database before. Where others ended that meanwhile, the attempt
     * is kept, and a success counts all the same.
     */
    record Late(Move move) implements JournaledEntry {

        /** What the tables have already stays as it is. */
        void settle(Tables tables) throws SQLException {
            if (!move.apply(tables.deliveries(), tables.attempts())) {
                Progress stands = tables.deliveries().progress(move.sequence(), move.webhook());
                boolean wasEnded = stands != null && stands.status() == WebhookStatus.FAILED;
                if (wasEnded) {
                    afterItsEnd(stands).apply(tables.deliveries(), tables.attempts(), true);
                }
            }
        }

        private Move afterItsEnd(Progress stands) {
            boolean sent = move.step().status() == WebhookStatus.SENT;
            Step step = sent ? move.step() : new Step(1, WebhookStatus.FAILED, stands.reason(), null, null);
            return new Move(move.sequence(), move.webhook(), move.attemptsBefore(), step, move.attempt());
        }

        @Override
        public boolean isFinished() {
            return true;
        }

        @Override
        public int rows() {
            return 1;
        }
    }
}
