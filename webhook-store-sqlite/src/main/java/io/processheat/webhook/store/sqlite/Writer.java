package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.store.sqlite.GroupCommit.Ending;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that writes: takes groups from the inbox and commits them, until the inbox is closed and empty. */
final class Writer {

    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final long PAUSE_AFTER_FAILURE_NANOS = Duration.ofSeconds(1).toNanos();

    private final Inbox inbox;
    private final GroupCommit groups;
    private final Runnable lastAct;
    private final Thread thread;

    /** @param lastAct what the thread does before it ends, however late that is */
    Writer(Inbox inbox, GroupCommit groups, Runnable lastAct) {
        this.inbox = inbox;
        this.groups = groups;
        this.lastAct = lastAct;
        this.thread = new Thread(this::run, "processheat-webhook-store");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /**
     * Lets nothing more in, and waits until what is in is committed and the last act is done.
     *
     * @return false where that takes longer: the thread still runs, what waits was failed
     */
    boolean close(Duration atMost) {
        inbox.close();
        boolean ended = join(atMost);
        if (!ended) {
            LOG.error("The webhook store's disk did not take what waited within {}; it is not acknowledged", atMost);
            inbox.drain().forEach(operation -> operation.fail(StoreErrors.closed()));
        }
        return ended;
    }

    /** Whoever interrupts the closing thread says nothing about the disk: what waits is still to be committed. */
    private boolean join(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        boolean interrupted = false;
        for (long left = atMost.toNanos(); thread.isAlive() && left > 0; left = deadline - System.nanoTime()) {
            try {
                TimeUnit.NANOSECONDS.timedJoin(thread, left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    boolean isCurrentThread() {
        return Thread.currentThread() == thread;
    }

    private void run() {
        try {
            commitUntilClosed();
        } finally {
            lastAct.run();
        }
    }

    private void commitUntilClosed() {
        Ending tidied = Ending.DONE;
        while (!inbox.isDone()) {
            Ending ended = endSome();
            // Backlogs to end and upkeep leave no time to wait, except where the database just refused.
            long patience = switch (ended == Ending.DONE ? tidied : ended) {
                case DONE -> groups.patienceNanos();
                case MORE -> 0;
                case FAILED -> PAUSE_AFTER_FAILURE_NANOS;
            };
            List<Operation<?>> group = inbox.take(patience);
            commit(group);
            tidied = tidyUp(group.isEmpty());
        }
    }

    private Ending tidyUp(boolean quiet) {
        try {
            return groups.tidyUp(quiet);
        } catch (RuntimeException | Error e) {
            LOG.error("The webhook store's thread failed and goes on", e);
            return Ending.FAILED;
        }
    }

    private Ending endSome() {
        try {
            return groups.endSome();
        } catch (RuntimeException | Error e) {
            LOG.error("The webhook store's thread failed and goes on", e);
            return Ending.FAILED;
        }
    }

    private void commit(List<Operation<?>> group) {
        try {
            if (!group.isEmpty()) {
                groups.commit(group);
            }
        } catch (RuntimeException | Error e) {
            LOG.error("The webhook store's thread failed and goes on", e);
            group.forEach(operation -> operation.fail(StoreErrors.translated(e)));
        } finally {
            inbox.settled(group);
        }
    }
}
