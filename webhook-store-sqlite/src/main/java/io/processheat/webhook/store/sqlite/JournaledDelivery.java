package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.Priority;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A delivery that the database does not have yet, with what outcomes made of it. Writer's thread only. */
final class JournaledDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(JournaledDelivery.class);
    private static final long NONE = 0;

    private final long sequence;
    private final UUID id;
    private final long webhook;
    private List<Move> moves = List.of();
    private long sentAt;
    private long firstTry = NONE;

    JournaledDelivery(long sequence, UUID id, long webhook) {
        this.sequence = sequence;
        this.id = id;
        this.webhook = webhook;
    }

    long sequence() {
        return sequence;
    }

    /** Whether it is unfinished and has so many attempts. */
    boolean awaits(int attempts) {
        return firstTry == NONE && attempts == moves.size() && (moves.isEmpty() || !isFinished());
    }

    private boolean isFinished() {
        return moves.get(moves.size() - 1).step().status().isFinal();
    }

    /** Of most deliveries two numbers are kept, as there are many. */
    void add(Move move) {
        if (move.isFirstTry()) {
            sentAt = move.step().sentAt();
            firstTry = move.firstTry();
        } else {
            moves = Stream.concat(moves.stream(), Stream.of(move)).toList();
        }
    }

    /** Most are written once, as SENT. */
    void settle(Tables tables, long event, long now, Priority priority) throws SQLException {
        DeliveryTable table = tables.deliveries();
        if (firstTry != NONE) {
            require(table.insertSent(sequence, id, webhook, event, now, priority, sentAt, firstTry));
            return;
        }
        require(table.insert(sequence, id, webhook, event, now, priority));
        for (Move move : moves) {
            move.apply(table, tables.attempts());
        }
    }

    /** Ids are made to be new. Were one not, all that is in the journal would wait for it for ever. */
    private void require(boolean isNew) {
        if (!isNew) {
            LOG.error("Delivery {} is left out: the database has another one of this id", id);
        }
    }
}
