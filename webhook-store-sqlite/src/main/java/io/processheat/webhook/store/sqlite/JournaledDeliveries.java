package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.store.sqlite.JournaledEvent.Delivery;

/** Finds deliveries by their sequences, of which none is left out: a ring, as a map would cost more than all the rest. */
final class JournaledDeliveries {

    private Delivery[] ring = new Delivery[1 << 10];
    private long first;
    private int count;

    void add(Delivery delivery) {
        if (count == 0) {
            first = delivery.sequence();
        }
        if (delivery.sequence() != first + count) {
            throw new IllegalStateException(
                    "Sequence " + delivery.sequence() + " follows on " + (first + count - 1) + " in the journal");
        }
        if (count == ring.length) {
            grow();
        }
        ring[at(delivery.sequence())] = delivery;
        count++;
    }

    /** Null where it is not among them. */
    Delivery get(long sequence) {
        return sequence >= first && sequence < first + count ? ring[at(sequence)] : null;
    }

    /** Those of the oldest event. */
    void removeFirst(int number) {
        for (int i = 0; i < number; i++) {
            ring[at(first++)] = null;
        }
        count -= number;
    }

    private int at(long sequence) {
        return (int) (sequence & ring.length - 1);
    }

    private void grow() {
        Delivery[] before = ring;
        ring = new Delivery[2 * before.length];
        for (long sequence = first; sequence < first + count; sequence++) {
            ring[at(sequence)] = before[(int) (sequence & before.length - 1)];
        }
    }
}
