package io.processheat.webhook.store.sqlite;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The events of which deliveries were shed last. They stay for a while, so that somebody can see what was shed, and they
 * are removed in the order in which they came.
 */
final class ShedEvents {

    private static final long BYTES_PER_EVENT = 512;

    private final Map<Long, Shed> events = new LinkedHashMap<>();
    private int deliveries;
    private long bytes;

    private record Shed(int deliveries, long bytes) {

        Shed and(Shed other) {
            return new Shed(deliveries + other.deliveries, Math.max(bytes, other.bytes));
        }
    }

    void add(long event, long payloadBytes) {
        Shed one = new Shed(1, BYTES_PER_EVENT + payloadBytes);
        bytes += events.containsKey(event) ? 0 : one.bytes();
        deliveries++;
        events.merge(event, one, Shed::and);
    }

    boolean holds(long event) {
        return events.containsKey(event);
    }

    /** Takes out the oldest of those that are too many to stay. */
    List<Long> takeSurplus(Bounds bounds) {
        List<Long> taken = new ArrayList<>(0);
        while (deliveries > bounds.maintenanceRows() || bytes > bounds.shedBytes()) {
            taken.add(takeOldest());
        }
        return taken;
    }

    boolean areNone() {
        return events.isEmpty();
    }

    long takeOldest() {
        Iterator<Map.Entry<Long, Shed>> oldest = events.entrySet().iterator();
        Map.Entry<Long, Shed> event = oldest.next();
        oldest.remove();
        deliveries -= event.getValue().deliveries();
        bytes -= event.getValue().bytes();
        return event.getKey();
    }
}
