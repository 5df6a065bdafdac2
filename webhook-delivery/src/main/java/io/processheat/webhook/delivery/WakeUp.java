package io.processheat.webhook.delivery;

/** The one timer of a lane. */
final class WakeUp {

    private final Loop loop;
    private final LaneClock clock;
    private final Runnable task;
    private long at = DueHeap.NEVER;
    private Loop.Timer timer = () -> {};

    WakeUp(Loop loop, LaneClock clock, Runnable task) {
        this.loop = loop;
        this.clock = clock;
        this.task = task;
    }

    /** Sets it to this time of the monotonic clock. */
    void set(long next) {
        if (next == at) {
            return;
        }
        timer.cancel();
        at = next;
        timer = next == DueHeap.NEVER ? () -> {} : loop.schedule(this::ring, Math.max(0, next - clock.millis()));
    }

    private void ring() {
        at = DueHeap.NEVER;
        task.run();
    }
}
