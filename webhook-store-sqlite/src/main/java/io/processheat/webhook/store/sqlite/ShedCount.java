package io.processheat.webhook.store.sqlite;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Counts what is given up for want of room, and says when that begins and ends. */
final class ShedCount {

    private final LongSupplier clock;
    private final Disturbance shedding = new Disturbance();
    private long before;
    private volatile Total total = new Total(0, 0);

    private record Total(long deliveries, long lastAt) {}

    ShedCount(LongSupplier clock) {
        this.clock = clock;
    }

    boolean isShedding() {
        return shedding.isOn();
    }

    void add(int deliveries, String why) {
        if (!shedding.isOn()) {
            before = total.deliveries();
            shedding.begin(why);
        }
        total = new Total(total.deliveries() + deliveries, clock.getAsLong());
    }

    void end() {
        shedding.end("no more is shed; it was " + deliveries(total.deliveries() - before));
    }

    /** From any thread; empty where nothing was given up since the start. */
    Optional<String> warning() {
        Total now = total;
        if (now.deliveries() == 0) {
            return Optional.empty();
        }
        return Optional.of(deliveries(now.deliveries()) + " shed since the webhook store was started, the last at "
                + Instant.ofEpochMilli(now.lastAt()).truncatedTo(ChronoUnit.SECONDS)
                + shedding.problem().map(why -> ", and it goes on: " + why).orElse(""));
    }

    private static String deliveries(long number) {
        return number == 1 ? "1 delivery" : number + " deliveries";
    }
}
