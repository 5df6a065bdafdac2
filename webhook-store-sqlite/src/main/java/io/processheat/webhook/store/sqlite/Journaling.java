package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.store.sqlite.JournalCheck.Need;
import io.processheat.webhook.store.sqlite.Operation.Kind;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Uses the journal: says which groups it can take, takes them, and moves what is in it into the database between groups: what
 * is old enough, as much as comes in, so that a half is free when the other is full, and all of it once nothing comes. Writer's
 * thread only.
 */
final class Journaling {

    /** Smaller parts would leave many rows to single statements. */
    private static final int ROWS_AT_ONCE = 200;

    /** Where somebody waits for them. */
    private static final int MOST_AT_ONCE = 800;

    /** Publishers wait no longer for parts of which nobody waits. */
    private static final int MOST_CATCHING_UP = 4_000;

    private static final long QUIET_NANOS = Duration.ofMillis(100).toNanos();

    private final Journal journal;
    private final LogFlusher log;
    private final Supplier<Settings> settings;
    private final SettledWaiters waiters = new SettledWaiters();
    private final Maturity maturity = new Maturity();
    private long addedBefore;
    private int owed;
    private volatile boolean holdsSome;

    Journaling(Journal journal, LogFlusher log, Supplier<Settings> settings) {
        this.journal = journal;
        this.log = log;
        this.settings = settings;
        this.holdsSome = journal.newestId() != null;
    }

    /** Whether something is committed that the database may not have yet; from any thread. */
    boolean holdsSome() {
        return holdsSome;
    }

    /**
     * What a group needs to be committed: all rows wherever the journal cannot be used.
     *
     * @param now the time that the group will have
     */
    Need need(Session session, List<Operation<?>> group, long now) throws SQLException {
        long bytes = group.stream().mapToLong(Operation::bytes).sum();
        Bounds bounds = settings.get().bounds();
        if (!journal.takes(bytes, bounds.journalBytes())) {
            return Need.ALL_ROWS;
        }
        boolean bringsEvents = group.stream().anyMatch(operation -> operation.is(Kind.APPEND));
        return bringsEvents && !takesEvents(session, bounds, now) ? Need.ALL_ROWS : new JournalCheck(session).of(group);
    }

    private boolean takesEvents(Session session, Bounds bounds, long now) throws SQLException {
        return !session.tables().clock().isBehind(now) && session.space().isPlentiful(session, bounds);
    }

    /** Begins a commit, in the half that has room for it. */
    void begin(Session session, List<Operation<?>> group) throws SQLException, IOException {
        long bytes = group.stream().mapToLong(Operation::bytes).sum();
        if (journal.newestId() == null) {
            journal.beginAfter(session.settling().marked());
        } else if (!journal.hasRoomFor(bytes)) {
            while (session.settling().isHalfWaiting()) {
                session.settling().older(session);
            }
            journal.turn();
            session.settling().turned();
        }
        session.journaled().beginCommit();
        addedBefore = session.journaled().added();
    }

    /** Returns after the fsync of what was journaled since it began. */
    void commit(Session session) throws IOException {
        Journaled journaled = session.journaled();
        if (journaled.entries() > 0) {
            holdsSome = true;
            journal.append(journaled.written());
            owed += (int) (journaled.added() - addedBefore);
            maturity.committed(journaled);
        } else if (!holdsSome) {
            journal.settled();
        }
    }

    /** How long the writer may wait until it is quiet. */
    long patienceNanos() {
        return holdsSome ? QUIET_NANOS : Long.MAX_VALUE;
    }

    /** Completes the future once the database has what is journaled by now. */
    void completeOnceSettled(CompletableFuture<Void> future, Journaled journaled) {
        waiters.add(future, journaled);
    }

    /** Whether somebody waits until the database has what is journaled. */
    boolean isAwaited() {
        return !waiters.areNone();
    }

    /**
     * Moves a part into the database.
     *
     * @param quiet whether nothing else is to be done
     * @return whether more is to be moved at once
     */
    boolean settleSome(Session session, boolean quiet) throws SQLException {
        if (!holdsSome) {
            waiters.completeAll();
            return false;
        }
        int rows = Math.max(quiet || isAwaited() ? MOST_AT_ONCE : 0, dueRows(session));
        if (rows >= ROWS_AT_ONCE) {
            session.settling().some(session, rows, quiet || isAwaited());
            owed = 0;
            if (waiters.hasSettled(session.journaled())) {
                session.settling().commit(session);
            }
            if (!session.settling().isOpen()) {
                log.flush();
                waiters.completeWhereSettled(session.journaled());
            }
        }
        if (journal.newestId() == null) {
            settled();
        }
        return holdsSome && (quiet || isAwaited());
    }

    /**
     * What is mature or finished, but not much more than what came meanwhile, as publishers wait; and what makes room in the
     * journal as fast as it fills.
     */
    private int dueRows(Session session) {
        int forRoom = session.settling().isHalfWaiting() ? owed : 0;
        int catchingUp = Math.min(MOST_CATCHING_UP, Math.max(ROWS_AT_ONCE, 2 * owed));
        int mature = Math.max(maturity.rows(session.journaled()), session.journaled().finishedRows(catchingUp));
        return Math.max(forRoom, Math.min(catchingUp, mature));
    }

    /** The database has all. */
    void settled() {
        owed = 0;
        holdsSome = false;
        waiters.completeAll();
    }

    /** The database takes nothing just now. */
    void failWaiters() {
        waiters.failAll();
    }
}
