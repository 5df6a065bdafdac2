package io.processheat.webhook.delivery;

/** The one thread of a lane. */
interface Loop {

    /** Runs a task on the loop after those given before; from any thread. Once the loop has ended: does nothing. */
    void execute(Runnable task);

    /** Runs a task on the loop later. */
    Timer schedule(Runnable task, long delayMillis);

    /** Monotonic, from any origin. */
    long nanoTime();

    /** A task to come. */
    @FunctionalInterface
    interface Timer {
        void cancel();
    }
}
