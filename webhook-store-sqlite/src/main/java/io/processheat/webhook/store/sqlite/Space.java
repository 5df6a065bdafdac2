package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Refuses new events before the data folder or its disk is full: outcomes of what is stored already still have to be
 * written, or it would be sent again and again.
 */
final class Space implements Chore {

    private static final String RELEASED = "the disk of the webhook store is full, its reserve file was released so that"
            + " outcomes can be written, and new events are refused: free some space";

    private static final long PAGES_ON_THE_RESERVE = 64;

    private final Disk disk;
    private final ReserveFile reserve;
    private final MakingRoom room;
    private final Disturbance low = new Disturbance();
    private boolean onReserve;

    Space(Disk disk, ReserveFile reserve, MakingRoom room) {
        this.disk = disk;
        this.reserve = reserve;
        this.room = room;
    }

    /** @throws WebhookException {@code FULL} */
    void require(Session session, Bounds bounds) throws SQLException {
        if (reserve.isReleased()) {
            throw full(RELEASED);
        }
        if (disk.free() < bounds.diskReserveBytes()) {
            low.begin(low(bounds));
            throw full(low(bounds));
        }
        if (!room.makeFor(session, bounds)) {
            throw full(room.problem().orElseThrow());
        }
    }

    /** Whether the journal may take new events without asking for room. */
    boolean isPlentiful(Session session, Bounds bounds) throws SQLException {
        return !reserve.isReleased() && disk.free() >= bounds.diskReserveBytes() && room.isPlentiful(session, bounds);
    }

    /** Sheds where what a transaction has brought is too much, and that is the policy. */
    Shed shed(Session session, Bounds bounds) throws SQLException {
        return bounds.sheds() ? room.shed(session, bounds) : Shed.NONE;
    }

    /**
     * How large the log becomes before commits move it. On the reserve it stays small: it would take the space that the
     * database needs to take it in.
     */
    long mostPagesInLog(Settings settings) {
        return reserve.isReleased() ? PAGES_ON_THE_RESERVE : Checkpointer.LIMIT * settings.checkpointPages();
    }

    /** Notices where there is space on the disk again. */
    @Override
    public boolean doSome(Session session, Settings settings, long now) throws SQLException {
        if (onReserve && !reserve.isReleased()) {
            session.limitLog(settings);
        }
        onReserve = reserve.isReleased();
        if (low.isOn() && disk.free() >= settings.bounds().diskReserveBytes()) {
            low.end("there is space on its disk again, new events are taken");
        }
        return false;
    }

    /** Why events are refused just now; from any thread. */
    Optional<String> problem(Bounds bounds) {
        if (reserve.isReleased()) {
            return Optional.of(RELEASED);
        }
        return disk.free() < bounds.diskReserveBytes() ? Optional.of(low(bounds)) : room.problem();
    }

    private static String low(Bounds bounds) {
        return "less than disk.reserve.mib = " + Settings.mebibytes(bounds.diskReserveBytes())
                + " is free on the disk of the webhook store, so new events are refused: free some space";
    }

    private static WebhookException full(String why) {
        return new WebhookException(Reason.FULL, why);
    }
}
