package io.processheat.webhook.delivery;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A loop that runs when the test says so, on the test's thread and clock. */
final class ManualLoop implements Loop {

    private final ManualTime time;
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final PriorityQueue<Timed> timers =
            new PriorityQueue<>(Comparator.comparingLong(Timed::at).thenComparingLong(Timed::order));
    private long order;

    private record Timed(long at, long order, Runnable task) {}

    ManualLoop(ManualTime time) {
        this.time = time;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public Timer schedule(Runnable task, long delayMillis) {
        Timed timed = new Timed(time.elapsedMillis() + delayMillis, order++, task);
        timers.add(timed);
        return () -> timers.remove(timed);
    }

    @Override
    public long nanoTime() {
        return time.nanos();
    }

    int timers() {
        return timers.size();
    }

    /** Runs what can be run now. */
    void settle() {
        Runnable task = next();
        while (task != null) {
            task.run();
            task = next();
        }
    }

    /** Lets time pass, from one timer to the next. */
    void elapse(long millis) {
        long end = time.elapsedMillis() + millis;
        settle();
        while (!timers.isEmpty() && timers.peek().at() <= end) {
            time.elapseTo(Math.max(time.elapsedMillis(), timers.peek().at()));
            settle();
        }
        time.elapseTo(end);
        settle();
    }

    /** What is due comes before what was handed over, as an event loop's answers from the network do. */
    private Runnable next() {
        boolean due = !timers.isEmpty() && timers.peek().at() <= time.elapsedMillis();
        return due ? timers.poll().task() : tasks.poll();
    }
}
