package io.processheat.demo.receiver;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Lets a receiver be down on purpose now and then, always only for a first attempt, and remembers whom it sent away. */
final class Outages {

    private static final Duration FIRST_AFTER = Duration.ofSeconds(2);
    private static final int REMEMBERED = 1_000;

    private final InstantSource clock;
    private final Duration interval;
    private final Map<String, Instant> sentAway = new LinkedHashMap<>();
    private Instant next;

    /** @param interval from one outage to the next; zero for none at all */
    Outages(InstantSource clock, Duration interval) {
        this.clock = clock;
        this.interval = interval;
        next = interval.isZero() ? Instant.MAX : clock.instant().plus(FIRST_AFTER);
    }

    synchronized boolean sendsAway(Received request) {
        Instant now = clock.instant();
        if (request.attempt() != 1 || now.isBefore(next)) {
            return false;
        }
        next = now.plus(interval);
        sentAway.put(request.deliveryId(), now);
        if (sentAway.size() > REMEMBERED) {
            sentAway.remove(sentAway.keySet().iterator().next());
        }
        return true;
    }

    /** How long a delivery that was sent away took to come back. */
    synchronized Optional<Duration> wasAway(String deliveryId) {
        return Optional.ofNullable(sentAway.remove(deliveryId)).map(since -> Duration.between(since, clock.instant()));
    }
}
