package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.store.sqlite.Removal.Window;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Keeps the data folder below its quota: removes the oldest finished events, then the finished deliveries of others. It
 * goes around the events in laps, so each is looked at once per lap, however many of them are not finished.
 */
final class MakingRoom implements Chore {

    /** So many steps an event waits for at the most until there is room. */
    private static final int STEPS_PER_APPEND = 16;

    /** A lap that finds nothing may take that part of the writer's time. */
    private static final int PART_OF_TIME = 10;

    private final Disturbance refusing = new Disturbance();
    private boolean active;
    private boolean wholeEvents = true;
    private long position;
    private long lapBegan;
    private long removedInLap;
    private boolean nothingFinished;
    private boolean finishedSince;
    private long nextLap;

    /** Why events are refused for want of room; from any thread. */
    Optional<String> problem() {
        return refusing.problem();
    }

    /** Deliveries were finished, so there may be something to remove again. */
    void finishedSome() {
        finishedSince = true;
    }

    @Override
    public boolean doSome(Session session, Settings settings, long now) throws SQLException {
        Bounds bounds = settings.bounds();
        Quota quota = Quota.of(session.connection(), bounds);
        active = active ? quota.isStillHigh() : quota.isHigh();
        if (refusing.isOn() && !quota.isStillFull()) {
            refusing.end("there is room for new events again");
        }
        if (!active || !isWorthLooking()) {
            return false;
        }
        session.begin();
        step(session, bounds);
        session.commit();
        return true;
    }

    boolean isThere(Session session, Bounds bounds) throws SQLException {
        return !refusing.isOn() && !Quota.of(session.connection(), bounds).isFull();
    }

    /**
     * Sees to it that there is room for new events, in the transaction that brings them.
     *
     * @return false where there is none
     */
    boolean makeFor(Session session, Bounds bounds) throws SQLException {
        Quota quota = Quota.of(session.connection(), bounds);
        for (int steps = 0; quota.isFull() && isWorthLooking() && steps < STEPS_PER_APPEND; steps++) {
            step(session, bounds);
            quota = Quota.of(session.connection(), bounds);
        }
        if (!quota.isFull() || !nothingFinished && !quota.isOverfull()) {
            return true;
        }
        refusing.begin(full(bounds));
        return false;
    }

    static String full(Bounds bounds) {
        return "the data folder is at its quota, quota.mib = " + Settings.mebibytes(bounds.quotaBytes())
                + ", with events that are not delivered yet, so new ones are refused: raise it, or see to the webhooks"
                + " that take nothing";
    }

    private boolean isWorthLooking() {
        if (nothingFinished && finishedSince && System.nanoTime() - nextLap >= 0) {
            nothingFinished = false;
        }
        return !nothingFinished;
    }

    private void step(Session session, Bounds bounds) throws SQLException {
        if (position == 0) {
            beginLap();
        }
        Removal removal = new Removal(session.connection(), session.tables().deliveries().lastSequence());
        Window window = wholeEvents
                ? removal.finished(position, Removal.ANY_AGE, bounds.maintenanceRows())
                : removal.finishedOfUnfinished(position, bounds.maintenanceRows());
        removedInLap += window.removed();
        position = window.through();
        if (window.atEnd()) {
            endLap(bounds);
        }
    }

    private void beginLap() {
        lapBegan = System.nanoTime();
        removedInLap = 0;
        finishedSince = false;
    }

    /** A lap that found no whole event is followed by one that takes parts; where that finds none, nothing is left. */
    private void endLap(Bounds bounds) {
        position = 0;
        nothingFinished = removedInLap == 0 && !wholeEvents;
        wholeEvents = removedInLap > 0 || !wholeEvents;
        long now = System.nanoTime();
        nextLap = now + Math.max(bounds.maintenanceNanos(), PART_OF_TIME * (now - lapBegan));
    }
}
