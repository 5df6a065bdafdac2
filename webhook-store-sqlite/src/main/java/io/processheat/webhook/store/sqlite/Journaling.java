package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.store.sqlite.Operation.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Commits groups to the journal alone where it can take them, and moves what is in it into the database between groups: as
 * much as comes in, so that a half is free when the other is full, and all of it once nothing comes. Writer's thread only.
 */
final class Journaling {

    /** Smaller parts would write the same pages again and again. */
    private static final int ROWS_AT_ONCE = 400;

    private static final long QUIET_NANOS = Duration.ofMillis(100).toNanos();

    private final Journal journal;
    private final Supplier<Settings> settings;
    private final LongSupplier clock;
    private int owed;
    private volatile boolean holdsSome;

    Journaling(Journal journal, Supplier<Settings> settings, LongSupplier clock) {
        this.journal = journal;
        this.settings = settings;
        this.clock = clock;
    }

    /** Whether something is committed that the database may not have yet; from any thread. */
    boolean holdsSome() {
        return holdsSome;
    }

    /**
     * Returns after the fsync.
     *
     * @return null where the database has to take the group
     */
    Transaction commit(Session session, List<Operation<?>> group) throws SQLException, IOException {
        long now = clock.getAsLong();
        long bytes = group.stream().mapToLong(Operation::bytes).sum();
        if (!journal.takes(bytes, settings.get().bounds().journalBytes()) || !fits(session, group, now)) {
            return null;
        }
        makeRoom(session, bytes);
        Journaled journaled = session.journaled();
        journaled.begin();
        Transaction transaction = new Transaction(session, journaled, settings.get(), now);
        for (Operation<?> operation : group) {
            operation.run(transaction);
        }
        transaction.complete();
        append(journaled);
        return transaction;
    }

    private boolean fits(Session session, List<Operation<?>> group, long now) throws SQLException {
        boolean brings = group.stream().anyMatch(operation -> operation.is(Kind.APPEND));
        return !session.tables().clock().isBehind(now)
                && (!brings || session.space().isPlentiful(session, settings.get().bounds()))
                && new JournalCheck(session).passes(group);
    }

    private void makeRoom(Session session, long bytes) throws SQLException, IOException {
        if (journal.newestId() == null) {
            journal.beginAfter(session.settling().marked());
        } else if (!journal.hasRoomFor(bytes)) {
            while (session.settling().isHalfWaiting()) {
                session.settling().some(session, Integer.MAX_VALUE);
            }
            journal.turn();
            session.settling().turned();
        }
    }

    private void append(Journaled journaled) throws IOException {
        ByteBuffer written = journaled.written();
        if (written.remaining() > JournalHalf.RECORD_HEADER_BYTES) {
            holdsSome = true;
            journal.append(written);
            owed += journaled.entries();
        }
    }

    /** How long the writer may wait until it is quiet. */
    long patienceNanos() {
        return holdsSome ? QUIET_NANOS : Long.MAX_VALUE;
    }

    /**
     * Moves a part into the database.
     *
     * @param quiet whether nothing else is to be done
     * @return whether more is to be moved at once
     */
    boolean settleSome(Session session, boolean quiet) throws SQLException {
        Settling settling = session.settling();
        if (quiet && holdsSome) {
            settling.someOfAll(session, ROWS_AT_ONCE);
        } else if (owed >= ROWS_AT_ONCE && settling.isHalfWaiting()) {
            settling.some(session, owed);
        }
        if (!settling.isHalfWaiting() || owed >= ROWS_AT_ONCE) {
            owed = 0;
        }
        holdsSome = journal.newestId() != null;
        return quiet && holdsSome;
    }

    /** The database has all. */
    void settled() {
        owed = 0;
        holdsSome = false;
    }
}
