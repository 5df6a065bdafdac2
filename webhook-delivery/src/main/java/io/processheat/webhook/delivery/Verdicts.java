package io.processheat.webhook.delivery;

import io.processheat.webhook.delivery.ZoneHealth.Verdict;
import io.processheat.webhook.delivery.http.PostResult;
import io.processheat.webhook.delivery.http.PostResult.Sign;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Keeps from the results what was no attempt: those that had no answer because their zone's line was down. While that
 * is not clear yet, the verdict stays open for a moment, at the most until the next attempt would be due.
 */
final class Verdicts {

    private final Loop loop;
    private final LaneClock clock;
    private final Zones zones;
    private final BiConsumer<RunningAttempt, PostResult> attempted;
    private final Consumer<QueuedDelivery> notAttempted;
    private final Runnable turn;
    private List<Doubt> open = new ArrayList<>();
    private long settleAt = DueHeap.NEVER;
    private boolean stopping;

    private record Doubt(RunningAttempt attempt, PostResult result, Zone zone, long until) {}

    /**
     * @param attempted takes results of attempts
     * @param notAttempted takes deliveries that are as before
     * @param turn run after a verdict that was open
     */
    Verdicts(
            Loop loop,
            LaneClock clock,
            Zones zones,
            BiConsumer<RunningAttempt, PostResult> attempted,
            Consumer<QueuedDelivery> notAttempted,
            Runnable turn) {
        this.loop = loop;
        this.clock = clock;
        this.zones = zones;
        this.attempted = attempted;
        this.notAttempted = notAttempted;
        this.turn = turn;
    }

    /** An attempt has ended. The one attempt of a test is one whatever the line. */
    void ended(RunningAttempt attempt, PostResult result) {
        attempt.endedMillis = clock.millis();
        Verdict verdict = verdict(attempt, result);
        if (verdict == Verdict.NO_ATTEMPT && !attempt.delivery.test()) {
            notAttempted.accept(attempt.delivery);
        } else if (verdict == Verdict.OPEN && !attempt.delivery.test() && !stopping) {
            leaveOpen(attempt, result);
        } else {
            attempted(attempt, result);
        }
    }

    private void attempted(RunningAttempt attempt, PostResult result) {
        if (result.sign().mayBeTheLine() && !attempt.delivery.test()) {
            attempt.queue().pace().learn(result, attempt.startedMillis, attempt.endedMillis, clock.wall());
        }
        attempted.accept(attempt, result);
    }

    private Verdict verdict(RunningAttempt attempt, PostResult result) {
        Site site = attempt.site;
        Sign sign = result.sign();
        Zone zone = site.tried(attempt.call.peer(), sign, zones);
        return switch (sign) {
            case SILENCE -> zone.silent(site.target(), result.elapsed().toMillis());
            case OF_EARLIER_LIFE -> zone.hung(site.target(), result.elapsed().toMillis());
            case OF_LIFE -> {
                zone.answered(site);
                yield Verdict.ATTEMPT;
            }
            case NONE -> Verdict.ATTEMPT;
        };
    }

    private void leaveOpen(RunningAttempt attempt, PostResult result) {
        QueuedDelivery delivery = attempt.delivery;
        long longest = zones.doubtMillis();
        long toNext = delivery.queue().receiver().schedule().delayMillis(delivery.scheduledAttempts(), 0).orElse(longest);
        long wait = Math.min(longest, toNext);
        open.add(new Doubt(attempt, result, attempt.site.zone(), clock.millis() + wait));
        settleBy(clock.millis() + wait);
    }

    /** One timer for all: a whole window of attempts may meet with silence at once. */
    private void settleBy(long time) {
        if (time < settleAt) {
            settleAt = time;
            loop.schedule(this::timeIsUp, Math.max(0, time - clock.millis()));
        }
    }

    private void timeIsUp() {
        settleAt = DueHeap.NEVER;
        settle();
        open.stream().mapToLong(Doubt::until).filter(until -> until > clock.millis()).min().ifPresent(this::settleBy);
    }

    /** Looks again at what is open: a zone has changed, or it has been open for long. */
    void settle() {
        long now = clock.millis();
        List<Doubt> before = open;
        open = new ArrayList<>();
        for (Doubt doubt : before) {
            Verdict verdict = doubt.zone().verdict(now - doubt.attempt().endedMillis);
            if (verdict == Verdict.NO_ATTEMPT || stopping) {
                notAttempted.accept(doubt.attempt().delivery);
            } else if (verdict == Verdict.ATTEMPT || now >= doubt.until() && !doubt.zone().isSuspended()) {
                attempted(doubt.attempt(), doubt.result());
            } else {
                open.add(doubt);
            }
        }
        if (open.size() < before.size()) {
            turn.run();
        }
    }

    /** What is open is made again after the next start. */
    void stop() {
        stopping = true;
        settle();
    }
}
