package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.FailureReason;
import io.processheat.webhook.spi.EndedDelivery;
import io.processheat.webhook.store.sqlite.LeastImportant.Found;
import io.processheat.webhook.store.sqlite.Removal.Window;
import java.sql.SQLException;
import java.util.List;

/**
 * Gives undelivered deliveries up, the lowest priority first and of that the oldest, and removes their events: not at once,
 * but when enough others have been shed after them. Writer's thread only.
 */
final class Shedding {

    /** So small is a step that what is important is not shed for the rounding. */
    private static final int STEPS_PER_ROWS = 32;

    private Session session;
    private LeastImportant leastImportant;
    private ShedEvents events = new ShedEvents();

    /** Whether the event is one of those that were shed last, which make room only when others follow. */
    boolean keeps(long event) {
        return events.holds(event);
    }

    /**
     * Sheds a few and removes as many that were shed before, in a transaction of the caller.
     *
     * @param shed takes what was shed
     * @return false where there is nothing left to shed or to remove
     */
    boolean step(Session current, Bounds bounds, Shed shed) throws SQLException {
        work(current);
        if (shedSome(Math.max(1, bounds.maintenanceRows() / STEPS_PER_ROWS), shed)) {
            remove(events.takeSurplus(bounds));
            return true;
        }
        if (events.areNone()) {
            return false;
        }
        remove(List.of(events.takeOldest()));
        return true;
    }

    /** What was found and noted in a session that failed may not have come to pass. */
    private void work(Session current) throws SQLException {
        if (session != current) {
            session = current;
            leastImportant = new LeastImportant(current.connection());
            events = new ShedEvents();
        }
    }

    /** @return false where nothing is left */
    private boolean shedSome(int most, Shed shed) throws SQLException {
        Tables tables = session.tables();
        for (int left = most; left > 0; left--) {
            Found found = leastImportant.next(tables.states(), tables.deliveries().lastSequence());
            if (found == null) {
                return left < most;
            }
            WebhookState webhook = tables.states().get(found.webhookId());
            if (webhook != null && !webhook.hasEnded(found.sequence(), false)) {
                end(found, webhook, shed);
            }
        }
        return true;
    }

    /** Unless it was finished since it was found. */
    private void end(Found found, WebhookState webhook, Shed shed) throws SQLException {
        if (session.tables().deliveries().end(found.sequence(), FailureReason.SHED)) {
            shed.add(new EndedDelivery(found.webhookId(), found.sequence()));
            events.add(found.event(), found.payloadBytes());
            if (new Turns(session.tables()).passFrom(found.sequence(), webhook)) {
                shed.passedTurn(found.webhookId());
            }
        }
    }

    /** Run by run: those in between stay. */
    private void remove(List<Long> events) throws SQLException {
        List<Long> oldest = events.stream().sorted().toList();
        Removal removal = new Removal(session.connection(), session.tables().deliveries().lastSequence(), this::keeps);
        int first = 0;
        for (int index = 1; index <= oldest.size(); index++) {
            if (index == oldest.size() || oldest.get(index) > oldest.get(index - 1) + 1) {
                remove(removal, oldest.get(first), oldest.get(index - 1));
                first = index;
            }
        }
    }

    private static void remove(Removal removal, long first, long last) throws SQLException {
        long position = first - 1;
        while (position < last) {
            Window window = removal.finished(position, Removal.ANY_AGE, (int) (last - position));
            if (window.atEnd()) {
                return;
            }
            position = window.through();
        }
    }
}
