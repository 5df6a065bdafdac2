package io.processheat.webhook.store.sqlite;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** A delivery that the database does not have yet, with what outcomes made of it. Writer's thread only. */
final class JournaledDelivery {

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

    UUID id() {
        return id;
    }

    long webhook() {
        return webhook;
    }

    /** Whether its first attempt was its last, and nothing more is to be said of that: most are. */
    boolean isSent() {
        return firstTry != NONE;
    }

    /** Where it {@link #isSent}. */
    long sentAt() {
        return sentAt;
    }

    /** Where it {@link #isSent}; see {@link FirstTry}. */
    long firstTry() {
        return firstTry;
    }

    /** Where it is not {@link #isSent}, in their order. */
    List<Move> moves() {
        return moves;
    }

    /** Whether it is unfinished and has so many attempts. */
    boolean awaits(int attempts) {
        return !isSent() && attempts == moves.size() && (moves.isEmpty() || !isFinished());
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
}
