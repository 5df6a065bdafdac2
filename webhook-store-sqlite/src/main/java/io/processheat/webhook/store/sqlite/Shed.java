package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.spi.EndedDelivery;
import io.processheat.webhook.spi.StoreListener;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What one transaction gave up; to be told once it is committed. */
final class Shed {

    /** Nothing. */
    static final Shed NONE = new Shed(null, null, "");

    private final StoreListener listeners;
    private final ShedCount count;
    private final String why;
    private final List<EndedDelivery> ended = new ArrayList<>(0);
    private final Set<UUID> available = new HashSet<>(0);

    Shed(StoreListener listeners, ShedCount count, String why) {
        this.listeners = listeners;
        this.count = count;
        this.why = why;
    }

    void add(EndedDelivery delivery) {
        ended.add(delivery);
    }

    /** The turn of others of this webhook has come by it. */
    void passedTurn(UUID webhookId) {
        available.add(webhookId);
    }

    List<EndedDelivery> ended() {
        return ended;
    }

    /** Counts, and tells whoever has them in memory, or may send others by now. */
    void tell() {
        if (!ended.isEmpty()) {
            count.add(ended.size(), why);
            listeners.deliveriesEnded(ended);
        }
        if (!available.isEmpty()) {
            listeners.deliveriesAvailable(available);
        }
    }
}
