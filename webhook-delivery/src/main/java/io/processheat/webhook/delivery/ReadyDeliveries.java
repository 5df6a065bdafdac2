package io.processheat.webhook.delivery;

import io.processheat.webhook.Priority;
import io.processheat.webhook.delivery.QueuedDelivery.State;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What a webhook could be sent now: tests, then the more important first, each priority in its order. */
final class ReadyDeliveries {

    private static final Priority[] PRIORITIES = Priority.values();

    private final DeliveryList tests = new DeliveryList();
    private final Map<Priority, DeliveryList> ready = new EnumMap<>(Priority.class);
    private final DeliveryList arrived = new DeliveryList();

    ReadyDeliveries() {
        for (Priority priority : PRIORITIES) {
            ready.put(priority, new DeliveryList());
        }
    }

    void add(QueuedDelivery delivery) {
        delivery.become(State.READY);
        (delivery.test() ? tests : ready.get(delivery.priority())).addLast(delivery);
    }

    /** Ahead of the others of its priority: it had its turn. */
    void addFirst(QueuedDelivery delivery) {
        delivery.become(State.READY);
        ready.get(delivery.priority()).addFirst(delivery);
    }

    /** Behind what a page on its way may bring. */
    void arrive(QueuedDelivery delivery) {
        arrived.addLast(delivery);
    }

    /** A page was read: those that arrived meanwhile are next, unless more is before them than the page has brought. */
    void settleArrived(Predicate<Priority> hasMoreBefore, Consumer<QueuedDelivery> drop) {
        QueuedDelivery delivery = arrived.pollFirst();
        while (delivery != null) {
            if (hasMoreBefore.test(delivery.priority())) {
                drop.accept(delivery);
            } else {
                add(delivery);
            }
            delivery = arrived.pollFirst();
        }
    }

    /** How many there are of this priority and of those above it, without tests. */
    int count(Priority from) {
        int count = 0;
        for (int i = from.ordinal(); i < PRIORITIES.length; i++) {
            count += ready.get(PRIORITIES[i]).size();
        }
        return count;
    }

    /** The highest priority there is, tests aside; null where nothing is ready. */
    Priority highest() {
        for (int i = PRIORITIES.length - 1; i >= 0; i--) {
            if (!ready.get(PRIORITIES[i]).isEmpty()) {
                return PRIORITIES[i];
            }
        }
        return null;
    }

    /** Takes the next one out; null where nothing is ready. */
    QueuedDelivery poll() {
        Priority highest = highest();
        return highest == null ? null : ready.get(highest).pollFirst();
    }

    /** The newest one of this priority; null where there is none. */
    QueuedDelivery newest(Priority priority) {
        return ready.get(priority).last();
    }

    /** Takes the next test out; null where there is none. */
    QueuedDelivery pollTest() {
        return tests.pollFirst();
    }

    boolean hasTest() {
        return !tests.isEmpty();
    }
}
