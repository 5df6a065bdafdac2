package io.processheat.demo.receiver;

import java.util.EnumMap;
import java.util.Map;

/**
 * Decides which lines are printed when there are more than anybody can read. Routine is left out for as long as it comes
 * too fast; of what is worth seeing a few lines of each kind get through every second.
 */
final class Sampling {

    /** How much a line matters. */
    enum Kind {
        ROUTINE,
        ALARM,
        OUTAGE,
        RETRY,
        REFUSAL
    }

    private static final int SHARE_OF_A_KIND = 4;

    private final int linesPerSecond;
    private final Map<Kind, Integer> extra = new EnumMap<>(Kind.class);
    private int asked;
    private boolean busy;

    Sampling(int linesPerSecond) {
        this.linesPerSecond = linesPerSecond;
    }

    synchronized boolean admits(Kind kind) {
        asked++;
        if (!busy && asked <= linesPerSecond) {
            return true;
        }
        return kind != Kind.ROUTINE && extra.merge(kind, 1, Integer::sum) <= Math.max(1, linesPerSecond / SHARE_OF_A_KIND);
    }

    /** Begins the next second; true where the one that ended had more lines than can be read. */
    synchronized boolean nextSecond() {
        busy = asked > linesPerSecond;
        asked = 0;
        extra.clear();
        return busy;
    }
}
