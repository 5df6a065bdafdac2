package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.spi.EventContent;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Contents of events that were read last, bounded in bytes: the pages of an event's webhooks follow each other closely, and
 * its deliveries then share one payload in memory, too. An event never changes.
 */
final class RecentEvents {

    private static final long BYTES_PER_EVENT = 256;

    private final long maxBytes;
    private final Map<Long, EventContent> contents = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    RecentEvents(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Null where it is not remembered. */
    EventContent get(long event) {
        return contents.get(event);
    }

    void put(long event, EventContent content) {
        if (contents.put(event, content) == null) {
            bytes += bytes(content);
        }
        for (Iterator<EventContent> oldest = contents.values().iterator(); bytes > maxBytes; ) {
            bytes -= bytes(oldest.next());
            oldest.remove();
        }
    }

    private static long bytes(EventContent content) {
        return BYTES_PER_EVENT + content.payload().length;
    }
}
