package io.processheat.webhook.bridge.internal;

import io.processheat.webhook.bridge.EventSink;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Which event is handed over next, and when: in the order of arrival, with a pause after a failure.
 *
 * <p>Not safe for threads, and without a clock of its own: {@code now} is {@link System#nanoTime()}.
 */
final class Backlog {

    static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(100);
    static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(5);

    /** So many failures of one event (over 20 s) hold the others up; after that it is tried beside them. */
    static final int FAILURES_UNTIL_SET_ASIDE = 10;

    private final Queue<Held> fresh = new ArrayDeque<>();
    private final Queue<Held> returned = new PriorityQueue<>(Comparator.comparingLong((Held held) -> held.sequence));
    private final Queue<Held> setAside = new ArrayDeque<>();
    private final Set<Held> inFlight = new HashSet<>();

    private EventSink sink;
    private long sequence;
    private boolean paused;
    private long pausedUntil;
    private long pause;

    EventSink sink() {
        return sink;
    }

    void add(Held held) {
        held.sequence = ++sequence;
        fresh.add(held);
    }

    /** @return null where nothing may be handed over now */
    HandOver next(long now, int maxInFlight) {
        paused = paused && pausedUntil - now > 0;
        bringBackWhatIsDue(now);
        if (sink == null || paused || inFlight.size() >= maxInFlight) {
            return null;
        }
        Held held = poll();
        if (held == null) {
            return null;
        }
        inFlight.add(held);
        return new HandOver(held, sink, ++held.handOver);
    }

    /** How long {@link #next} keeps answering null if nothing else happens; {@link Long#MAX_VALUE} for ever. */
    long nanosUntilNext(long now) {
        if (paused) {
            return pausedUntil - now;
        }
        return sink == null || setAside.isEmpty() ? Long.MAX_VALUE : setAside.peek().dueAt - now;
    }

    /** Takes a success, also a late one of a former sink. Returns false where the event was settled before. */
    boolean acknowledge(HandOver handOver) {
        pause = 0;
        return settle(handOver.held());
    }

    /** Lets go of an event that can never be taken. Returns false where a later hand-over decides instead. */
    boolean refuse(HandOver handOver) {
        return isCurrent(handOver) && settle(handOver.held());
    }

    /**
     * Keeps an event for another try.
     *
     * @return in how many nanoseconds; empty where a later hand-over decides instead
     */
    OptionalLong putBack(HandOver handOver, long now) {
        Held held = handOver.held();
        if (!isCurrent(handOver)) {
            return OptionalLong.empty();
        }
        inFlight.remove(held);
        if (++held.failures >= FAILURES_UNTIL_SET_ASIDE) {
            held.dueAt = now + LONGEST_PAUSE;
            setAside.add(held);
            return OptionalLong.of(LONGEST_PAUSE);
        }
        returned.add(held);
        return OptionalLong.of(pause(now));
    }

    /** One pause for all that fail at the same time. */
    private long pause(long now) {
        if (!paused || pausedUntil - now <= 0) {
            pause = pause == 0 ? FIRST_PAUSE : Math.min(2 * pause, LONGEST_PAUSE);
            paused = true;
            pausedUntil = now + pause;
        }
        return pausedUntil - now;
    }

    /** Another sink, or none (null). A new one gets everything again, at once: the events' ids make that harmless. */
    void use(EventSink next) {
        sink = next;
        if (next == null) {
            return;
        }
        returned.addAll(setAside);
        returned.addAll(inFlight);
        returned.forEach(held -> held.failures = 0);
        setAside.clear();
        inFlight.clear();
        paused = false;
        pause = 0;
    }

    /** Settles and returns what is left, in order. */
    List<Held> drain() {
        returned.addAll(setAside);
        returned.addAll(inFlight);
        returned.addAll(fresh);
        setAside.clear();
        inFlight.clear();
        fresh.clear();
        List<Held> left = new ArrayList<>();
        for (Held held = poll(); held != null; held = poll()) {
            held.settled = true;
            left.add(held);
        }
        return left;
    }

    private boolean isCurrent(HandOver handOver) {
        return inFlight.contains(handOver.held()) && handOver.held().handOver == handOver.number();
    }

    private boolean settle(Held held) {
        if (held.settled) {
            return false;
        }
        held.settled = true;
        inFlight.remove(held); // wherever else it is, poll() passes over it
        return true;
    }

    private void bringBackWhatIsDue(long now) {
        while (!setAside.isEmpty() && setAside.peek().dueAt - now <= 0) {
            returned.add(setAside.remove());
        }
    }

    private Held poll() {
        Held held;
        do {
            held = returned.isEmpty() ? fresh.poll() : returned.poll();
        } while (held != null && held.settled);
        return held;
    }
}
