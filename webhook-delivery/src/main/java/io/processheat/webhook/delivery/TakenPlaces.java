package io.processheat.webhook.delivery;

import java.util.HashMap;
import java.util.Map;

/**
 * Deliveries that are under way though a newer one took their place. It waits for their end, also where it comes by way of
 * the store, or was itself replaced meanwhile.
 */
final class TakenPlaces {

    private final Map<Long, QueuedDelivery> underWay = new HashMap<>();

    /** Whose end the delivery of this sequence waits for; null where there is none. */
    QueuedDelivery before(long sequence) {
        return underWay.get(sequence);
    }

    /** The delivery {@code newer} took the place of this one, which is under way. */
    void take(QueuedDelivery place, long newer) {
        underWay.put(newer, place);
    }

    /** The delivery {@code newer} took the place of one that was not under way itself. */
    void passOn(long older, long newer) {
        QueuedDelivery place = underWay.remove(older);
        if (place != null) {
            underWay.put(newer, place);
        }
    }

    /** It has ended: nothing waits for it any more. */
    void ended(QueuedDelivery delivery) {
        if (delivery.isSuperseded()) {
            underWay.values().remove(delivery);
        }
    }
}
