package io.processheat.webhook.bridge.internal;

import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Says the first of many like it at once, and of the rest how many there were, every 10 s at most. */
final class LimitedLog {

    static final long PERIOD = TimeUnit.SECONDS.toNanos(10);

    private final BiConsumer<String, Throwable> log;
    private final LongSupplier nanoTime;

    private boolean closed;
    private boolean quiet;
    private long quietUntil;
    private volatile long unsaid;
    private Supplier<String> last;
    private Throwable lastCause;

    /** @param log writes a line, with what caused it or null */
    LimitedLog(BiConsumer<String, Throwable> log, LongSupplier nanoTime) {
        this.log = log;
        this.nanoTime = nanoTime;
    }

    void say(Supplier<String> line) {
        say(line, null);
    }

    synchronized void say(Supplier<String> line, Throwable cause) {
        unsaid = unsaid + 1;
        last = line;
        lastCause = cause;
        sayWhatIsDue();
    }

    /** To be called now and then, so that the last ones are not left unsaid. */
    void tick() {
        if (unsaid > 0) {
            sayWhatIsDue();
        }
    }

    private synchronized void sayWhatIsDue() {
        long now = nanoTime.getAsLong();
        if (unsaid > 0 && (closed || !quiet || quietUntil - now <= 0)) {
            sayNow();
            quiet = true;
            quietUntil = now + PERIOD;
        }
    }

    /** Says the rest, and from now on everything at once. */
    synchronized void close() {
        closed = true;
        sayWhatIsDue();
    }

    private void sayNow() {
        log.accept(last.get() + (unsaid > 1 ? " (" + unsaid + " times in all since the last such line)" : ""), lastCause);
        unsaid = 0;
        last = null;
        lastCause = null;
    }
}
