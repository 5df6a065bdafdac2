package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.Priority;
import io.processheat.webhook.store.sqlite.DeliveryTable.Step;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A delivery that the database does not have yet, with what outcomes made of it. Writer's thread only. */
final class JournaledDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(JournaledDelivery.class);

    private final long sequence;
    private final UUID id;
    private final long webhook;
    private List<Move> moves = List.of();

    JournaledDelivery(long sequence, UUID id, long webhook) {
        this.sequence = sequence;
        this.id = id;
        this.webhook = webhook;
    }

    long sequence() {
        return sequence;
    }

    /** Whether a move leads on from where it stands. */
    boolean awaits(Move move) {
        return awaits(move.attemptsBefore());
    }

    boolean awaits(int attempts) {
        return attempts == moves.size() && (moves.isEmpty() || !last().step().status().isFinal());
    }

    void add(Move move) {
        moves = moves.isEmpty() ? List.of(move) : Stream.concat(moves.stream(), Stream.of(move)).toList();
    }

    /** Most are written once, as SENT. */
    void settle(Tables tables, long event, long now, Priority priority) throws SQLException {
        DeliveryTable table = tables.deliveries();
        if (moves.size() == 1 && last().isFirstTry()) {
            Step step = last().step();
            require(table.insertSent(sequence, id, webhook, event, now, priority, step.sentAt(), last().firstTry()));
            return;
        }
        require(table.insert(sequence, id, webhook, event, now, priority));
        for (Move move : moves) {
            move.apply(table, tables.attempts());
        }
    }

    private Move last() {
        return moves.get(moves.size() - 1);
    }

    /** Ids are made to be new. Were one not, all that is in the journal would wait for it for ever. */
    private void require(boolean isNew) {
        if (!isNew) {
            LOG.error("Delivery {} is left out: the database has another one of this id", id);
        }
    }
}
