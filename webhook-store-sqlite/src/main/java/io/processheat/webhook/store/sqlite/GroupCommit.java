package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.spi.StoredWebhook;
import io.processheat.webhook.store.sqlite.Operation.Kind;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a group of operations in one transaction, with one fsync, and hands out what follows in the order of effects. */
final class GroupCommit {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    private final TransactionControl control;
    private final Tables tables;
    private final Space space;
    private final LongSupplier clock;
    private final Consumer<List<StoredWebhook>> listeners;
    private boolean failing;

    GroupCommit(
            TransactionControl control,
            Tables tables,
            Space space,
            LongSupplier clock,
            Consumer<List<StoredWebhook>> listeners) {
        this.control = control;
        this.tables = tables;
        this.space = space;
        this.clock = clock;
        this.listeners = listeners;
    }

    /** Completes each operation of the group, whatever happens. */
    void commit(List<Operation<?>> group) {
        try {
            Transaction transaction = inTransaction(group);
            recovered();
            handOut(group, transaction.handOver());
        } catch (SQLException | RuntimeException e) {
            if (group.size() == 1) {
                fail(group.get(0), e);
            } else {
                commitOneByOne(group, e);
            }
        }
    }

    boolean hasEndings() {
        return tables.endings().areWaiting();
    }

    /** Ends a part of the backlogs that are to be ended; false where the database did not let it. */
    boolean endSome() {
        try {
            control.begin();
            tables.endings().endSome(tables.states(), tables.deliveries());
            control.commit();
            tables.committed();
            recovered();
            return true;
        } catch (SQLException | RuntimeException e) {
            rollBack();
            report(e);
            return false;
        }
    }

    private Transaction inTransaction(List<Operation<?>> group) throws SQLException {
        Transaction transaction = new Transaction(tables, space, clock.getAsLong());
        try {
            control.begin();
            for (Operation<?> operation : group) {
                operation.run(transaction);
            }
            transaction.complete();
            control.commit();
            tables.committed();
            return transaction;
        } catch (SQLException | RuntimeException | Error e) {
            rollBack();
            throw e;
        }
    }

    /** So that one that cannot be stored does not take its neighbours along. A full disk concerns all that bring events. */
    private void commitOneByOne(List<Operation<?>> group, Exception cause) {
        for (Operation<?> operation : group) {
            if (StoreErrors.isFull(cause) && operation.is(Kind.APPEND)) {
                fail(operation, cause);
            } else {
                commit(List.of(operation));
            }
        }
    }

    private void handOut(List<Operation<?>> group, HandOver handOver) {
        for (Operation<?> operation : group) {
            handOver.runAt(operation, tables.states());
            operation.handOut(listeners);
        }
    }

    private void fail(Operation<?> operation, Exception cause) {
        report(cause);
        operation.fail(StoreErrors.translated(cause));
    }

    private void rollBack() {
        control.rollback();
        tables.rolledBack();
    }

    /** Once per disturbance: publishers hear of each failure themselves. */
    private void report(Exception cause) {
        if (!failing) {
            failing = true;
            LOG.error("The webhook store cannot write", cause);
        }
    }

    private void recovered() {
        if (failing) {
            failing = false;
            LOG.info("The webhook store writes again");
        }
    }
}
