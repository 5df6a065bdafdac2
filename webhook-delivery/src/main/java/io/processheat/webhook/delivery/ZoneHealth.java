package io.processheat.webhook.delivery;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Whether a zone's line is up, judged by what attempts and probes find out. Times are milliseconds on any monotonic clock.
 *
 * <p>Enough hosts that are silent, and none that is not, make the line {@linkplain State#DOUBTFUL doubtful}: a probe then
 * has to fail, too. Hosts can be dead while the line is well; nobody is alarmed then, and nothing waits for long.
 */
final class ZoneHealth {

    /** What is known of the line. */
    enum State {
        UP,
        /** Held to be down until a probe says more. */
        DOUBTFUL,
        DOWN
    }

    /** What an attempt that met with silence was. */
    enum Verdict {
        /** The receiver's failure. */
        ATTEMPT,
        /** The line was down: no attempt at all. */
        NO_ATTEMPT,
        /** Not known yet. */
        OPEN
    }

    private static final long LONG_AGO = Long.MIN_VALUE / 2;
    private static final int MOST_SILENT = 256;
    private static final int NAMED = 5;

    private final OutageSettings settings;
    private final Map<Object, Silence> silent = new LinkedHashMap<>();
    private State state = State.UP;
    private long lastAnswer = LONG_AGO;
    private long backSince = LONG_AGO;
    private long downSince;
    private String reason = "";

    private record Silence(ProbeTarget host, long at) {}

    ZoneHealth(OutageSettings settings) {
        this.settings = settings;
    }

    State state() {
        return state;
    }

    long downSince() {
        return downSince;
    }

    /** Why it is held to be down. */
    String reason() {
        return reason;
    }

    boolean isUndisturbed() {
        return state == State.UP && silent.isEmpty();
    }

    /** An attempt has ended without a sign of life. */
    Verdict silent(ProbeTarget host, long startedAt, long now) {
        if (state == State.UP && startedAt < backSince) {
            return Verdict.NO_ATTEMPT;
        }
        if (state == State.UP && startedAt <= lastAnswer && now - lastAnswer < settings.quietMillis()) {
            return Verdict.ATTEMPT;
        }
        remember(host, now);
        if (state == State.UP && silent.size() >= settings.hosts()) {
            fall(State.DOUBTFUL, now, silences());
        }
        return state == State.DOWN ? Verdict.NO_ATTEMPT : Verdict.OPEN;
    }

    /** An attempt has ended without an answer after a sign of life: perhaps the line was cut while it was under way. */
    Verdict hung(long startedAt, long now) {
        if (state == State.DOWN || startedAt < backSince) {
            return Verdict.NO_ATTEMPT;
        }
        return state == State.UP && now - lastAnswer < settings.quietMillis() ? Verdict.ATTEMPT : Verdict.OPEN;
    }

    /** What has become of a verdict that was open. */
    Verdict verdict(long endedAt) {
        if (state == State.DOWN || endedAt < backSince) {
            return Verdict.NO_ATTEMPT;
        }
        return state == State.UP && endedAt <= lastAnswer ? Verdict.ATTEMPT : Verdict.OPEN;
    }

    /** Something came back from the zone. */
    void answered(long now) {
        lastAnswer = now;
        silent.clear();
        if (state == State.DOWN) {
            backSince = now;
        }
        state = State.UP;
    }

    /** Of all these hosts none was heard of. Configured ones decide by themselves. */
    void probeFailed(List<ProbeTarget> hosts, boolean configured, long startedAt, long now) {
        if (state == State.DOUBTFUL) {
            state = State.DOWN;
        } else if (state == State.UP && lastAnswer < startedAt) {
            hosts.forEach(host -> remember(host, now));
            if (configured) {
                fall(State.DOWN, now, "no answer from its probe " + names(hosts));
            } else if (silent.size() >= settings.hosts()) {
                fall(State.DOWN, now, silences());
            }
        }
    }

    private void fall(State deeper, long now, String why) {
        state = deeper;
        downSince = now;
        reason = why;
    }

    private void remember(ProbeTarget host, long now) {
        silent.remove(host.identity());
        silent.put(host.identity(), new Silence(host, now));
        silent.values().removeIf(silence -> silence.at() < now - settings.windowMillis());
        if (silent.size() > MOST_SILENT) {
            silent.remove(silent.keySet().iterator().next());
        }
    }

    private String silences() {
        return "no answer at all from " + names(silent.values().stream().map(Silence::host).toList());
    }

    private static String names(List<ProbeTarget> hosts) {
        String some = hosts.stream().limit(NAMED).map(ProbeTarget::toString).collect(Collectors.joining(", "));
        return hosts.size() <= NAMED ? some : some + " and others";
    }
}
