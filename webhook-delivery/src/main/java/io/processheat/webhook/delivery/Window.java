package io.processheat.webhook.delivery;

/** A number of attempts that may be under way, of which a share is reserved for what has the highest priority. */
final class Window {

    private final int limit;
    private final int reserved;
    private final Slot general = new Slot(this, false);
    private final Slot reserve = new Slot(this, true);
    private int used;
    private int usedReserve;

    /** What an attempt counts as while it is under way. */
    record Slot(Window window, boolean reserved) {}

    Window(int limit, int reservedPercent) {
        this.limit = limit;
        this.reserved = Math.min(limit - 1, (limit * reservedPercent + 99) / 100);
    }

    int limit() {
        return limit;
    }

    /** How many more may start; never below 0, though what became late may fill it beyond its limit. */
    int free(boolean highest) {
        return Math.max(0, limit - reserved - used) + (highest ? reserved - usedReserve : 0);
    }

    /** Counts an attempt in, also where it is full. */
    Slot enter(boolean highest) {
        if (highest && usedReserve < reserved) {
            usedReserve++;
            return reserve;
        }
        used++;
        return general;
    }

    void leave(Slot slot) {
        if (slot.reserved()) {
            usedReserve--;
        } else {
            used--;
        }
    }
}
