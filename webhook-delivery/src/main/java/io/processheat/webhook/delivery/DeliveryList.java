package io.processheat.webhook.delivery;

/** Deliveries in a row. Each knows its place, so that any of them leaves at once, wherever it stands. */
final class DeliveryList {

    private QueuedDelivery first;
    private QueuedDelivery last;
    private int size;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** The first; null where there is none. */
    QueuedDelivery first() {
        return first;
    }

    /** The last; null where there is none. */
    QueuedDelivery last() {
        return last;
    }

    void addLast(QueuedDelivery delivery) {
        insert(last, delivery, null);
    }

    void addFirst(QueuedDelivery delivery) {
        insert(null, delivery, first);
    }

    /** Takes the first out; null where there is none. */
    QueuedDelivery pollFirst() {
        QueuedDelivery polled = first;
        if (polled != null) {
            remove(polled);
        }
        return polled;
    }

    void remove(QueuedDelivery delivery) {
        link(delivery.before, delivery.after);
        delivery.list = null;
        delivery.before = null;
        delivery.after = null;
        size--;
    }

    private void insert(QueuedDelivery before, QueuedDelivery delivery, QueuedDelivery after) {
        link(before, delivery);
        link(delivery, after);
        delivery.list = this;
        size++;
    }

    private void link(QueuedDelivery before, QueuedDelivery after) {
        if (before == null) {
            first = after;
        } else {
            before.after = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.before = before;
        }
    }
}
