package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.spi.StoreListener;
import io.processheat.webhook.store.sqlite.Removal.Window;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the data folder below its quota: removes the oldest finished events, then the finished deliveries of others. It
 * goes around the events in laps, so each is looked at once per lap, however many of them are not finished. Where there is
 * nothing finished, new events are refused, or undelivered ones shed.
 */
final class MakingRoom implements Chore {

    /** So many steps an event waits for at the most until there is room. */
    private static final int STEPS_PER_APPEND = 16;

    /** So many steps of upkeep a transaction that brought events may shed, and more where there would be no room at all. */
    private static final int STEPS_OF_SHEDDING = 16;

    /** A lap that finds nothing may take that part of the writer's time. */
    private static final int PART_OF_TIME = 10;

    /** To look costs as much as to store ten events. */
    private static final long UNCHANGED_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final StoreListener listeners;
    private final ShedCount count;
    private final Shedding shedding = new Shedding();
    private final Disturbance refusing = new Disturbance();
    private boolean active;
    private boolean wholeEvents = true;
    private long position;
    private long lapBegan;
    private long removedInLap;
    private boolean nothingFinished;
    private boolean finishedSince;
    private long nextLap;
    private boolean plenty;
    private long lookedForPlenty;

    MakingRoom(StoreListener listeners, ShedCount count) {
        this.listeners = listeners;
        this.count = count;
    }

    /** Why events are refused for want of room; from any thread. */
    Optional<String> problem() {
        return refusing.problem();
    }

    /** Whether events are refused or shed. */
    boolean isDisturbed() {
        return refusing.isOn() || count.isShedding();
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
        noticeRoom(quota);
        if (active && isWorthLooking()) {
            session.begin();
            step(session, bounds);
            session.commit();
            return true;
        }
        noticeWantOfRoom(quota);
        return mustShed(quota) && shedBetweenGroups(session, bounds);
    }

    private void noticeRoom(Quota quota) {
        boolean sheds = quota.bounds().sheds();
        if (refusing.isOn() && !(sheds ? quota.isOverfull() : quota.isStillFull())) {
            refusing.end("there is room for new events again");
        }
        if (count.isShedding() && !(sheds && quota.isStillFull())) {
            count.end();
        }
    }

    /** Nothing finished is left: the next event would be refused. Operators hear of it before, after a restart above all. */
    private void noticeWantOfRoom(Quota quota) {
        if (quota.isFull() && !quota.bounds().sheds()) {
            refusing.begin(full(quota.bounds()));
        }
    }

    private boolean shedBetweenGroups(Session session, Bounds bounds) throws SQLException {
        Shed shed = new Shed(listeners, count, shedding(bounds));
        session.begin();
        session.settling().all();
        boolean some = shedding.step(session, bounds, shed);
        session.tables().keys().write();
        session.commit();
        session.settling().hasAll();
        shed.tell();
        return some;
    }

    /** Whether there is room for all that the journal can hold. Where there is much more, it is so for a while. */
    boolean isPlentiful(Session session, Bounds bounds) throws SQLException {
        long now = System.nanoTime();
        if (now - lookedForPlenty < UNCHANGED_NANOS && plenty) {
            return true;
        }
        Quota quota = Quota.of(session.connection(), bounds);
        lookedForPlenty = now;
        plenty = quota.hasRoomFor(4 * bounds.journalBytes());
        return quota.hasRoomFor(2 * bounds.journalBytes());
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
        if (!quota.isFull() || !quota.isOverfull() && (!nothingFinished || bounds.sheds())) {
            return true;
        }
        refusing.begin(bounds.sheds() ? overfull(bounds) : full(bounds));
        return false;
    }

    /**
     * Sheds what is too much by now, in the transaction that brought new events: what is new may be the least important.
     * Whoever ends that transaction tells of it.
     */
    Shed shed(Session session, Bounds bounds) throws SQLException {
        Shed shed = new Shed(listeners, count, shedding(bounds));
        Quota quota = Quota.of(session.connection(), bounds);
        int most = STEPS_OF_SHEDDING * bounds.maintenanceRows();
        while (mustShed(quota) && (shed.ended().size() < most || quota.isOverfull())
                && shedding.step(session, bounds, shed)) {
            quota = Quota.of(session.connection(), bounds);
        }
        return shed;
    }

    private boolean mustShed(Quota quota) {
        return quota.bounds().sheds() && (nothingFinished && quota.isFull() || quota.isOverfull());
    }

    static String full(Bounds bounds) {
        return "the data folder is at its quota, quota.mib = " + Settings.mebibytes(bounds.quotaBytes())
                + ", with events that are not delivered yet, so new ones are refused: raise it, or see to the webhooks"
                + " that take nothing";
    }

    private static String overfull(Bounds bounds) {
        return "the data folder is above its quota, quota.mib = " + Settings.mebibytes(bounds.quotaBytes())
                + ", so new events are refused until enough of what is not delivered yet is shed";
    }

    private static String shedding(Bounds bounds) {
        return "the data folder is at its quota, quota.mib = " + Settings.mebibytes(bounds.quotaBytes())
                + ", with events that are not delivered yet, so the least important and oldest of them are shed"
                + " (quota.policy = shed): raise it, or see to the webhooks that take nothing";
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
        Removal removal = new Removal(session.connection(), session.tables().deliveries().lastSequence(), shedding::keeps);
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
