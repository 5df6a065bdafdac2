package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.spi.StoreListener;
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
 * Runs a group of operations in one transaction, with one fsync, and hands out what follows in the order of effects.
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
        commit(group, true);
    }

    /** @param journaled whether the journal may take it: where something failed, the database is to say what */
    private void commit(List<Operation<?>> group, boolean journaled) {
        Transaction transaction;
        try {
            transaction = journaled && !failing ? inJournal(group) : null;
            if (transaction == null) {
                transaction = inTransaction(group);
            }
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
    }

    /**
     * Ends a part of the backlogs that are to be ended; where there are none, does a part of the upkeep.
     *
     * @return what came of it: {@link Ending#FAILED} where the database did not let it
     */
    Ending endSome() {
        try {
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
        } catch (SQLException | RuntimeException e) {
            sessions.giveUp();
            report(e);
            makeRoomFor(e);
            return Ending.FAILED;
        }
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
        try {
            boolean more = !failing && journaling.settleSome(sessions.current(), quiet);
            sessions.tendLog();
            return more ? Ending.MORE : Ending.DONE;
        } catch (SQLException | RuntimeException e) {
            sessions.giveUp();
            report(e);
            makeRoomFor(e);
            return Ending.FAILED;
        }
    }

    /** What {@link #endSome} left. */
    enum Ending {
        DONE,
        MORE,
        FAILED
    }

    /** @return null where the database has to take it */
    private Transaction inJournal(List<Operation<?>> group) throws SQLException {
        boolean done = false;
        try {
            Transaction transaction = journaling.commit(sessions.current(), group);
            done = true;
            if (transaction != null) {
                upkeep.written(group);
            }
            return transaction;
        } catch (IOException e) {
            report(e);
            return null;
        } finally {
            if (!done) {
                sessions.giveUp();
            }
        }
    }

    private Transaction inTransaction(List<Operation<?>> group) throws SQLException {
        boolean committed = false;
        try {
            Session session = sessions.current();
            Rows tables = new TableRows(session.tables().events(), session.tables().deliveries());
            Transaction transaction = new Transaction(session, tables, settings.get(), clock.getAsLong());
            session.begin();
            session.settling().all();
            for (Operation<?> operation : group) {
                operation.run(transaction);
            }
            transaction.complete();
            session.commit();
            committed = true;
            session.settling().hasAll();
            journaling.settled();
            succeeded();
            upkeep.written(group);
            return transaction;
        } finally {
            if (!committed) {
                sessions.giveUp();
            }
        }
    }

    /**
     * So that one that cannot be stored does not take its neighbours along. A full disk concerns all that bring events.
     */
    private void commitOneByOne(List<Operation<?>> group, Exception cause) {
        for (Operation<?> operation : group) {
            if (StoreErrors.isFull(cause) && operation.is(Kind.APPEND)) {
                fail(operation, cause);
            } else {
                commit(List.of(operation), false);
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
