package io.processheat.webhook.store.sqlite;

/** One ordering key at one webhook, as the writer knows it. Changed by {@link OrderKeys} only. */
final class OrderKey {

    private final long row;
    private final Name name;
    private long lastNumber;
    private long toldThrough;
    private long holder;
    private long lastSequence;
    private boolean changed;

    /** @param webhook its key in the database */
    record Name(long webhook, String orderingKey) {}

    OrderKey(long row, Name name, long lastNumber, long toldThrough, long holder, long lastSequence) {
        this.row = row;
        this.name = name;
        this.lastNumber = lastNumber;
        this.toldThrough = toldThrough;
        this.holder = holder;
        this.lastSequence = lastSequence;
    }

    long row() {
        return row;
    }

    Name name() {
        return name;
    }

    long lastNumber() {
        return lastNumber;
    }

    long toldThrough() {
        return toldThrough;
    }

    /** Sequence of the delivery whose turn it is; 0: nobody's. */
    long holder() {
        return holder;
    }

    long lastSequence() {
        return lastSequence;
    }

    /** Whether somebody may wait behind the holder; false is certain, and saves a look. */
    boolean mayHaveWaiting() {
        return lastSequence > holder;
    }

    long nextNumber() {
        return ++lastNumber;
    }

    void entered(long sequence) {
        lastSequence = sequence;
    }

    void told(long number) {
        toldThrough = Math.max(toldThrough, number);
    }

    void heldBy(long sequence) {
        holder = sequence;
    }

    /** @return true for the first change since it was written */
    boolean becomesChanged() {
        boolean first = !changed;
        changed = true;
        return first;
    }

    void written() {
        changed = false;
    }
}
