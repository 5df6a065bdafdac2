package io.processheat.webhook.delivery;

import java.util.Arrays;

/** Things by the time they are due, earliest first: a binary heap over primitives, 16 bytes an entry. */
final class DueHeap<T> {

    static final long NEVER = Long.MAX_VALUE;
    private static final int SMALLEST = 64;

    private long[] due = new long[SMALLEST];
    private Object[] things = new Object[SMALLEST];
    private int size;

    int size() {
        return size;
    }

    /** When the first is due; {@link #NEVER} where there is none. */
    long earliest() {
        return size == 0 ? NEVER : due[0];
    }

    void add(long dueAt, T thing) {
        if (size == due.length) {
            resize(size * 2);
        }
        siftUp(size++, dueAt, thing);
    }

    /** Takes the first out, if it is due by now; null where it is not. */
    @SuppressWarnings("unchecked")
    T pollDue(long now) {
        if (size == 0 || due[0] > now) {
            return null;
        }
        T first = (T) things[0];
        long lastDue = due[--size];
        Object last = things[size];
        things[size] = null;
        if (size > 0) {
            siftDown(lastDue, last);
        }
        if (due.length > SMALLEST && size < due.length / 4) {
            resize(due.length / 2);
        }
        return first;
    }

    private void siftUp(int from, long dueAt, Object thing) {
        int at = from;
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            if (due[parent] <= dueAt) {
                break;
            }
            put(at, due[parent], things[parent]);
            at = parent;
        }
        put(at, dueAt, thing);
    }

    private void siftDown(long dueAt, Object thing) {
        int at = 0;
        while (true) {
            int child = 2 * at + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && due[child + 1] < due[child]) {
                child++;
            }
            if (dueAt <= due[child]) {
                break;
            }
            put(at, due[child], things[child]);
            at = child;
        }
        put(at, dueAt, thing);
    }

    private void put(int at, long dueAt, Object thing) {
        due[at] = dueAt;
        things[at] = thing;
    }

    private void resize(int capacity) {
        due = Arrays.copyOf(due, capacity);
        things = Arrays.copyOf(things, capacity);
    }
}
