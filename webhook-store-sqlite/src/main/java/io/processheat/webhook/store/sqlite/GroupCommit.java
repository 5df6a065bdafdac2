package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.spi.StoreListener;
import io.processheat.webhook.store.sqlite.Operation.Kind;
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
    private boolean failing;
    private long failedAt;
    private volatile String problem;

    GroupCommit(
            Sessions sessions,
            Supplier<Settings> settings,
            LongSupplier clock,
            StoreListener listeners,
            Upkeep upkeep) {
        this.sessions = sessions;
        this.settings = settings;
        this.clock = clock;
        this.listeners = listeners;
        this.upkeep = upkeep;
    }

    /** Why nothing can be written; from any thread. */
    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** Completes each operation of the group, whatever happens. */
    void commit(List<Operation<?>> group) {
        Transaction transaction;
        try {
            transaction = inTransaction(group);
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
        long patience = upkeep.patienceNanos(settings.get());
        return failing ? Math.min(patience, PROOF_AFTER_NANOS) : patience;
    }

    /** What need not be done before the callers hear of their commit. */
    void tidyUp() {
        sessions.tendLog();
    }

    /** What {@link #endSome} left. */
    enum Ending {
        DONE,
        MORE,
        FAILED
    }

    private Transaction inTransaction(List<Operation<?>> group) throws SQLException {
        boolean committed = false;
        try {
            Session session = sessions.current();
            Transaction transaction = new Transaction(session, settings.get(), clock.getAsLong());
            session.begin();
            for (Operation<?> operation : group) {
                operation.run(transaction);
            }
            transaction.complete();
            session.commit();
            committed = true;
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
                commit(List.of(operation));
            }
        }
    }

    /** What is stored already needs its outcomes: for them the reserve is there. */
    private void failOrTryOnTheReserve(Operation<?> operation, Exception cause) {
        if (!operation.is(Kind.APPEND) && makeRoomFor(cause)) {
            commit(List.of(operation));
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
