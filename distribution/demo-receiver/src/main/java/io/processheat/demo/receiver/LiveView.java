package io.processheat.demo.receiver;

import io.processheat.demo.receiver.Sampling.Kind;
import io.processheat.demo.receiver.Terminal.Mark;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** Tells at the terminal what reaches the receivers: a line per thing while it can be read, figures when it cannot. */
final class LiveView {

    private static final String STRANGER = "(somebody without the secret)";

    private final Terminal terminal;
    private final InstantSource clock;
    private final Sampling sampling;

    private final LongAdder verified = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder sentAway = new LongAdder();
    private final LongAdder retried = new LongAdder();

    private Tally lastSecond = Tally.NOTHING;
    private Instant lastSecondAt;
    private Tally lastSummary = Tally.NOTHING;

    LiveView(Terminal terminal, InstantSource clock, int linesPerSecond) {
        this.terminal = terminal;
        this.clock = clock;
        this.sampling = new Sampling(linesPerSecond);
        this.lastSecondAt = clock.instant();
    }

    void accepted(Received request, Optional<Duration> wasAway) {
        verified.increment();
        if (request.attempt() > 1) {
            retried.increment();
            if (sampling.admits(Kind.RETRY)) {
                line(request, Mark.GOOD, "signature ok   attempt " + request.attempt()
                        + wasAway.map(away -> String.format(Locale.ROOT, " (retried after %.1f s)", away.toMillis() / 1e3))
                                .orElse(""));
            }
        } else if (sampling.admits(request.eventType().startsWith("alarm.") ? Kind.ALARM : Kind.ROUTINE)) {
            line(request, Mark.GOOD, "signature ok   " + Detail.of(request.eventType(), request.body()));
        }
    }

    void sentAway(Received request) {
        verified.increment();
        sentAway.increment();
        if (request.attempt() > 1) {
            retried.increment();
        }
        if (sampling.admits(Kind.OUTAGE)) {
            line(request, Mark.PENDING, "answered 503 on purpose, will be retried");
        }
    }

    void refused(Person person, String reason) {
        refused.increment();
        if (sampling.admits(Kind.REFUSAL)) {
            terminal.line(person.label(), STRANGER, Mark.BAD, "SIGNATURE REFUSED → 401 (" + reason + ")");
        }
    }

    /** To be called every second. */
    void second() {
        Tally now = tally();
        Tally inSecond = now.since(lastSecond);
        Instant at = clock.instant();
        long millis = Math.max(1, Duration.between(lastSecondAt, at).toMillis());
        lastSecond = now;
        lastSecondAt = at;
        if (sampling.nextSecond()) {
            terminal.line("all", String.format(Locale.ROOT, "%,d received/s", inSecond.received() * 1_000 / millis),
                    Mark.NONE, figures(inSecond));
        }
    }

    void summary(Duration period) {
        Tally now = tally();
        Tally inPeriod = now.since(lastSummary);
        lastSummary = now;
        terminal.line("summary", String.format(Locale.ROOT, "%,d in %d s", inPeriod.received(), period.toSeconds()),
                Mark.NONE, figures(inPeriod) + String.format(Locale.ROOT, "; %,d since the start", now.received()));
    }

    void say(String text) {
        terminal.say(text);
    }

    private Tally tally() {
        return new Tally(verified.sum(), refused.sum(), sentAway.sum(), retried.sum());
    }

    private static String figures(Tally tally) {
        return String.format(Locale.ROOT, "%,d signatures ok, %,d refused, %,d answered 503, %,d retried",
                tally.verified(), tally.refused(), tally.sentAway(), tally.retried());
    }

    private void line(Received request, Mark mark, String text) {
        terminal.line(request.person().label(), request.eventType(), mark, text);
    }
}
