package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.spi.StoreListener;
import io.processheat.webhook.store.sqlite.JournalCheck.Need;
import io.processheat.webhook.store.sqlite.Operation.Kind;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits a group of operations, to the journal, to the tables or to both, each with one fsync, and hands out what follows in
 * the order of effects.
 */
final class GroupCommit {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    private static final long PROOF_AFTER_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Sessions sessions;
    private final Supplier<Settings> settings;
    private final LongSupplier clock;
    private final StoreListener listeners;
    private final Upkeep upkeep;
    private final Journaling journaling;
    /** Deliveries are stored that no dispatcher heard of. */
    private boolean unheard;
    private boolean failing;
    private long failedAt;
    private volatile String problem;

    GroupCommit(
            Sessions sessions,
            Supplier<Settings> settings,
            LongSupplier clock,
            StoreListener listeners,
            Upkeep upkeep,
            Journaling journaling) {
        this.sessions = sessions;
        this.settings = settings;
        this.clock = clock;
        this.listeners = listeners;
        this.upkeep = upkeep;
        this.journaling = journaling;
    }

    /** Why nothing can be written; from any thread. */
    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** Completes each operation of the group, whatever happens. */
    void commit(List<Operation<?>> group) {
        commit(group, !failing || !bringsEvents(group));
    }

    /** What is stored already needs its outcomes: for them the journal is there while the database is full. */
    private static boolean bringsEvents(List<Operation<?>> group) {
        return group.stream().anyMatch(operation -> operation.is(Kind.APPEND));
    }

    private void commit(List<Operation<?>> group, boolean journaled) {
        Transaction transaction;
        try {
            transaction = inTransaction(group, journaled);
        } catch (IOException e) {
            report(e);
            commit(group, false);
            return;
        } catch (SQLException | RuntimeException e) {
            if (group.size() == 1) {
                failOrTryOnTheReserve(group.get(0), e);
            } else {
                commitOneByOne(group, e);
            }
            return;
        }
        for (Operation<?> operation : group) {
            transaction.handOver().runAt(operation, transaction.tables().states());
            operation.handOut(listeners);
        }
        transaction.shed().tell();
        if (unheard) {
            unheard = false;
            listeners.deliveriesAvailable(transaction.tables().states().ids());
        }
    }

    /**
     * Ends a part of the backlogs that are to be ended; where there are none, does a part of the upkeep.
     *
     * @return what came of it: {@link Ending#FAILED} where the database did not let it
     */
    Ending endSome() {
        return orGiveUp(this::tryToEndSome);
    }

    /** What memory says after a failure may differ from what the transaction under way has. */
    private Ending orGiveUp(Step step) {
        try {
            return step.run();
        } catch (SQLException | RuntimeException e) {
            journaling.failWaiters();
            sessions.giveUp();
            report(e);
            makeRoomFor(e);
            return Ending.FAILED;
        } catch (Error e) {
            sessions.giveUp();
            throw e;
        }
    }

    /** Something that the writer does between groups. */
    private interface Step {
        Ending run() throws SQLException;
    }

    private Ending tryToEndSome() throws SQLException {
        Session session = sessions.current();
        if (failing && System.nanoTime() - failedAt >= PROOF_AFTER_NANOS) {
            session.proveThatItWrites();
            succeeded();
        }
        if (!session.tables().endings().areWaiting()) {
            upkeep.doSome(session, settings.get(), clock.getAsLong());
            return Ending.DONE;
        }
        session.begin();
        session.tables().endings().endSome(session.tables().states(), session.tables().deliveries());
        session.commit();
        upkeep.finishedSome();
        return session.tables().endings().areWaiting() ? Ending.MORE : Ending.DONE;
    }

    /** How long the writer may wait for calls where nothing is to be ended. */
    long patienceNanos() {
        long patience = Math.min(upkeep.patienceNanos(settings.get()), journaling.patienceNanos());
        return failing ? Math.min(patience, PROOF_AFTER_NANOS) : patience;
    }

    /**
     * What need not be done before the callers hear of their commit.
     *
     * @param quiet whether there was nothing to commit
     * @return {@link Ending#MORE} where more of it is to be done at once
     */
    Ending tidyUp(boolean quiet) {
        if (failing) {
            journaling.failWaiters();
            return Ending.DONE;
        }
        return orGiveUp(() -> tryToTidyUp(quiet));
    }

    private Ending tryToTidyUp(boolean quiet) throws SQLException {
        Session session = sessions.current();
        session.settling().commitWhereLarge(session);
        sessions.tendLog();
        boolean later = sessions.isLogFinishing() && !journaling.isAwaited();
        return !later && journaling.settleSome(session, quiet) ? Ending.MORE : Ending.DONE;
    }

    /** What {@link #endSome} left. */
    enum Ending {
        DONE,
        MORE,
        FAILED
    }

    private Transaction inTransaction(List<Operation<?>> group, boolean journaled) throws SQLException, IOException {
        boolean committed = false;
        try {
            Session session = sessions.current();
            long now = clock.getAsLong();
            Need need = journaled ? journaling.need(session, group, now) : Need.ALL_ROWS;
            Transaction transaction =
                    need == Need.JOURNAL ? inJournal(session, group, now) : inTables(session, group, now, need);
            committed = true;
            upkeep.written(group);
            return transaction;
        } finally {
            if (!committed) {
                sessions.giveUp();
            }
        }
    }

    private Transaction inJournal(Session session, List<Operation<?>> group, long now)
            throws SQLException, IOException {
        journaling.begin(session, group);
        Transaction transaction = run(session, session.journaled(), group, now);
        journaling.commit(session);
        return transaction;
    }

    private Transaction inTables(Session session, List<Operation<?>> group, long now, Need need)
            throws SQLException, IOException {
        boolean all = need == Need.ALL_ROWS;
        if (!all) {
            journaling.begin(session, group);
        }
        session.begin();
        if (all) {
            session.settling().all();
        }
        Transaction transaction = run(session, new TableRows(session, !all), group, now);
        if (all) {
            session.commit();
            session.settling().hasAll();
            journaling.settled();
        } else {
            commitBoth(session);
        }
        succeeded();
        return transaction;
    }

    /** Where the tables fail then, what is journaled is known when it is tried again, and handed to nobody. */
    private void commitBoth(Session session) throws SQLException, IOException {
        boolean before = unheard;
        unheard |= session.journaled().entries() > 0;
        journaling.commit(session);
        session.commit();
        unheard = before;
    }

    private Transaction run(Session session, Rows rows, List<Operation<?>> group, long now) throws SQLException {
        Transaction transaction = new Transaction(session, rows, settings.get(), now);
        for (Operation<?> operation : group) {
            operation.run(transaction);
        }
        transaction.complete();
        return transaction;
    }

    /**
     * So that one that cannot be stored does not take its neighbours along. A full disk concerns all that bring events.
     */
    private void commitOneByOne(List<Operation<?>> group, Exception cause) {
        for (Operation<?> operation : group) {
            if (StoreErrors.isFull(cause) && operation.is(Kind.APPEND)) {
                fail(operation, cause);
            } else {
                commit(List.of(operation), !operation.is(Kind.APPEND));
            }
        }
    }

    /** What is stored already needs its outcomes: for them the reserve is there. */
    private void failOrTryOnTheReserve(Operation<?> operation, Exception cause) {
        if (!operation.is(Kind.APPEND) && makeRoomFor(cause)) {
            commit(List.of(operation), false);
        } else {
            fail(operation, cause);
        }
    }

    /** A log that is moved into the database is written over again, in its place; only then the reserve is needed. */
    private boolean makeRoomFor(Exception failure) {
        ReserveFile reserve = upkeep.reserve();
        if (!reserve.isFor(failure)) {
            return false;
        }
        if (sessions.reuseLog()) {
            return true;
        }
        boolean released = reserve.release();
        if (released) {
            sessions.reuseLog();
        }
        return released;
    }

    private void fail(Operation<?> operation, Exception cause) {
        report(cause);
        operation.fail(StoreErrors.translated(cause));
    }

    /** Once per disturbance: callers hear of each failure themselves. */
    private void report(Exception cause) {
        failedAt = System.nanoTime();
        if (!failing) {
            failing = true;
            LOG.error("The webhook store cannot write", cause);
        }
        if (StoreErrors.isOfDisk(cause)) {
            problem = StoreErrors.translated(cause).getMessage();
        }
    }

    private void succeeded() {
        if (failing) {
            failing = false;
            problem = null;
            LOG.info("The webhook store writes again");
        }
    }
}
