package io.processheat.webhook.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.processheat.webhook.spi.ClaimedDelivery;
import io.processheat.webhook.spi.EventContent;
import io.processheat.webhook.spi.Lease;
import io.processheat.webhook.spi.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecentEventsTest {

    private static final EventContent A = content(1_000);
    private static final EventContent B = content(1_000);
    private static final EventContent C = content(1_000);

    @TempDir
    Path folder;

    @Test
    void forgetsWhatWasNotReadForLongest() {
        RecentEvents events = new RecentEvents(3_000);
        events.put(1, A);
        events.put(2, B);
        assertSame(A, events.get(1));

        events.put(3, C);

        assertSame(A, events.get(1));
        assertNull(events.get(2));
        assertSame(C, events.get(3));
    }

    @Test
    void countsAnEventOnce() {
        RecentEvents events = new RecentEvents(3_000);
        events.put(1, A);
        events.put(1, B);
        events.put(2, C);

        assertSame(C, events.get(2));
        assertSame(B, events.get(1));
    }

    @Test
    void doesNotRememberOneThatIsLargerThanTheBound() {
        RecentEvents events = new RecentEvents(3_000);
        events.put(1, A);
        events.put(2, content(10_000));
        events.put(3, C);

        assertNull(events.get(1));
        assertNull(events.get(2));
        assertSame(C, events.get(3));
    }

    @Test
    void letsTheDuePagesOfAnEventsWebhooksShareItsPayload() {
        SqliteStore store = Stores.open(folder);
        UUID first = Stores.register(store);
        UUID second = Stores.register(store);
        Stores.append(store, Samples.event(first, second), null);
        List<Lease> leases = Stores.await(store.claim("node", List.of(), 10, Duration.ofMinutes(1)));

        List<ClaimedDelivery> due = leases.stream()
                .flatMap(lease -> Stores.await(store.loadDue(lease, Long.MAX_VALUE, 10, Long.MAX_VALUE)).deliveries().stream())
                .toList();

        assertSame(due.get(0).event(), due.get(1).event());
        store.close();
    }

    private static EventContent content(int length) {
        return new EventContent("event", Samples.TYPE, 0, new byte[length]);
    }
}
