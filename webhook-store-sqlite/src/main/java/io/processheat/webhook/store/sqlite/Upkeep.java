package io.processheat.webhook.store.sqlite;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** Has the chores done when it is time: soon after something was written, rarely in a quiet store. Writer's thread only. */
final class Upkeep {

    private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();

    private final MakingRoom room;
    private final ReserveFile reserve;
    private final List<Chore> chores;
    private final Deque<Chore> toDo = new ArrayDeque<>();
    private long looked = System.nanoTime();
    private boolean written = true;

    /** @param others besides making room and the reserve */
    Upkeep(MakingRoom room, ReserveFile reserve, List<Chore> others) {
        this.room = room;
        this.reserve = reserve;
        this.chores = Stream.concat(Stream.of(room, reserve), others.stream()).toList();
    }

    ReserveFile reserve() {
        return reserve;
    }

    /** A group was committed. */
    void written(List<Operation<?>> group) {
        written = true;
        if (group.stream().anyMatch(Operation::bringsOutcomes)) {
            finishedSome();
        }
    }

    /** Deliveries were finished. */
    void finishedSome() {
        written = true;
        room.finishedSome();
    }

    /** How long nothing is to be done. */
    long patienceNanos(Settings settings) {
        if (!toDo.isEmpty()) {
            return 0;
        }
        long interval = settings.bounds().maintenanceNanos();
        long wait = written || isDisturbed() ? interval : Math.max(interval, QUIET_NANOS);
        return Math.max(0, looked + wait - System.nanoTime());
    }

    /** Does a part of what is to be done, where it is time. */
    void doSome(Session session, Settings settings, long now) throws SQLException {
        if (patienceNanos(settings) > 0) {
            return;
        }
        session.settling().commit(session);
        if (toDo.isEmpty()) {
            looked = System.nanoTime();
            written = false;
            toDo.addAll(chores);
        }
        while (!toDo.isEmpty()) {
            if (toDo.peek().doSome(session, settings, now)) {
                return;
            }
            toDo.remove();
        }
    }

    /** What may come right without anything being written here. */
    private boolean isDisturbed() {
        return reserve.isWanting() || room.isDisturbed();
    }
}
