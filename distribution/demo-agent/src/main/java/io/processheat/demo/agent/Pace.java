package io.processheat.demo.agent;

/**
 * Counts what is due at a rate, by the clock and not by sleeps, so that no error adds up. At most one second's worth is
 * ever due: a machine that was suspended does not come back with a flood.
 */
final class Pace {

    private static final double NANOS_PER_SECOND = 1e9;

    private final double perSecond;
    private final long start;
    private long counted;

    Pace(double perSecond, long nanoTime) {
        this.perSecond = perSecond;
        this.start = nanoTime;
    }

    /** How many are due now and were not counted before; the first is due at the start. */
    int due(long nanoTime) {
        long owed = (long) ((nanoTime - start) * perSecond / NANOS_PER_SECOND) + 1 - counted;
        long most = (long) Math.ceil(perSecond);
        counted += owed;
        return (int) Math.min(owed, most);
    }

    /** Until one more is due; 0 or less where it already is. */
    long nanosToNext(long nanoTime) {
        return start + (long) Math.ceil(counted * NANOS_PER_SECOND / perSecond) - nanoTime;
    }
}
