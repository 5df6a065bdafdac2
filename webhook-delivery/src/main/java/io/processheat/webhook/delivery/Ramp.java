package io.processheat.webhook.delivery;

/**
 * How many attempts may be under way in a zone whose line has come back: few, then twice as many with each step, then any
 * number. A step in which there was silence and no answer does not count.
 */
final class Ramp {

    private final int start;
    private final long stepMillis;
    private final int steps;
    private int done;
    private long nextStep;
    private boolean answered;
    private boolean silent;

    /** One that is over. */
    Ramp(int start, long stepMillis, int steps) {
        this.start = start;
        this.stepMillis = stepMillis;
        this.steps = steps;
        this.done = steps;
    }

    void begin(long now) {
        done = 0;
        nextStep = now + stepMillis;
        answered = false;
        silent = false;
    }

    boolean isOver() {
        return done >= steps;
    }

    int limit() {
        return isOver() ? Integer.MAX_VALUE : (int) Math.min(Integer.MAX_VALUE - 1, (long) start << done);
    }

    /** When to {@link #step} next. */
    long nextStep() {
        return isOver() ? DueHeap.NEVER : nextStep;
    }

    void answered() {
        answered = true;
    }

    void silent() {
        silent = true;
    }

    void step(long now) {
        if (now < nextStep()) {
            return;
        }
        if (answered || !silent) {
            done++;
        }
        answered = false;
        silent = false;
        nextStep = now + stepMillis;
    }
}
