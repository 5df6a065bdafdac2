package io.processheat.webhook.store.sqlite;

import java.util.List;

/** Finds deliveries by their sequences, of which few are left out: a ring, as a map would cost more than all the rest. */
final class JournaledDeliveries {

    private JournaledDelivery[] ring = new JournaledDelivery[1 << 10];
    private long first;
    private long next;

    void add(JournaledDelivery delivery) {
        if (first == next) {
            first = delivery.sequence();
        }
        while (delivery.sequence() - first >= ring.length) {
            grow();
        }
        ring[at(delivery.sequence())] = delivery;
        next = delivery.sequence() + 1;
    }

    /** Null where it is not among them. */
    JournaledDelivery get(long sequence) {
        return sequence >= first && sequence < next ? ring[at(sequence)] : null;
    }

    /** Those of the oldest event. */
    void removeFirst(List<JournaledDelivery> deliveries) {
        for (JournaledDelivery delivery : deliveries) {
            ring[at(delivery.sequence())] = null;
            first = delivery.sequence() + 1;
        }
    }

    private int at(long sequence) {
        return (int) (sequence & ring.length - 1);
    }

    private void grow() {
        JournaledDelivery[] before = ring;
        ring = new JournaledDelivery[2 * before.length];
        for (long sequence = first; sequence < next; sequence++) {
            ring[at(sequence)] = before[(int) (sequence & before.length - 1)];
        }
    }
}
