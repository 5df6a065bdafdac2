package io.processheat.webhook.delivery;

import io.processheat.webhook.Priority;
import java.util.EnumSet;
import java.util.Set;

/** Where a queue stands in line for a slot: at most once in the turns of each priority, and once among those that rest. */
final class Standing {

    private final Set<Priority> turns = EnumSet.noneOf(Priority.class);
    private boolean rests;

    /** @return false where it stood there already */
    boolean enter(Priority priority) {
        return turns.add(priority);
    }

    void leave(Priority priority) {
        turns.remove(priority);
    }

    /** @return false where it rests already */
    boolean rest() {
        boolean begins = !rests;
        rests = true;
        return begins;
    }

    void wake() {
        rests = false;
    }
}
