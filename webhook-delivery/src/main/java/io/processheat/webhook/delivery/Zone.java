package io.processheat.webhook.delivery;

import io.processheat.webhook.delivery.ZoneHealth.State;
import io.processheat.webhook.delivery.ZoneHealth.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * A part of the network whose line fails as a whole: the public internet, or an allow-listed network. Shared by all lanes;
 * while all is well, they only read.
 */
final class Zone {

    /** Of attempts under way. */
    static final int UNLIMITED = Integer.MAX_VALUE;

    /** Answers closer together than this are one. */
    private static final long GRAIN_MILLIS = 20;

    private final String name;
    private final int lanes;
    private final LongSupplier clock;
    private final ZoneHealth health;
    private final Ramp ramp;
    private final ProbeTargets targets;
    private final List<OutageNews> news = new ArrayList<>();
    private boolean inDoubt;
    private boolean verdictsOpen;
    private Runnable changed = () -> {};
    private volatile int limit = UNLIMITED;
    private volatile boolean undisturbed = true;
    private volatile long lastAnswer = Long.MIN_VALUE / 2;

    Zone(String name, int lanes, LongSupplier clock, OutageSettings settings, List<ProbeTarget> probes) {
        this.name = name;
        this.lanes = lanes;
        this.clock = clock;
        this.health = new ZoneHealth(settings);
        this.ramp = settings.ramp();
        this.targets = new ProbeTargets(probes);
    }

    String name() {
        return name;
    }

    /** @param hook run on each change that others may have to act upon, from any thread: to hand over */
    void onChange(Runnable hook) {
        changed = hook;
    }

    // ---- for lanes

    boolean isSuspended() {
        return limit == 0;
    }

    /** How many attempts each lane may have under way here. */
    int limit() {
        return limit;
    }

    /** Something came back from there. */
    void answered(Site site) {
        long now = clock.getAsLong();
        if (undisturbed && now - lastAnswer < GRAIN_MILLIS) {
            return;
        }
        synchronized (this) {
            targets.answered(site.target());
            becomeUp(now);
        }
    }

    /** An attempt has ended without a sign of life. */
    synchronized Verdict silent(ProbeTarget host, long tookMillis) {
        long now = clock.getAsLong();
        ramp.silent();
        return doubted(host, health.silent(host, now - tookMillis, now));
    }

    /** An attempt has ended without an answer, though the line was well when it began. That does not tell how it is now. */
    synchronized Verdict hung(ProbeTarget host, long tookMillis) {
        long now = clock.getAsLong();
        return doubted(host, health.hung(now - tookMillis, now));
    }

    private Verdict doubted(ProbeTarget host, Verdict verdict) {
        targets.wanted(host);
        inDoubt |= verdict == Verdict.OPEN;
        verdictsOpen |= verdict == Verdict.OPEN;
        publish();
        return verdict;
    }

    /** What has become of a verdict that was open, of an attempt that ended so long ago. */
    synchronized Verdict verdict(long agoMillis) {
        return health.verdict(clock.getAsLong() - agoMillis);
    }

    /** Something waits for this host while the zone is suspended. */
    synchronized void wanted(ProbeTarget host) {
        targets.wanted(host);
    }

    // ---- for operators

    /** For how long its line has been down; empty where it is not, as far as is known. From any thread. */
    synchronized OptionalLong downMillis() {
        return health.state() == State.DOWN
                ? OptionalLong.of(clock.getAsLong() - health.downSince())
                : OptionalLong.empty();
    }

    // ---- for its watch

    boolean hasConfiguredProbes() {
        return targets.areConfigured();
    }

    long lastAnswer() {
        return lastAnswer;
    }

    synchronized List<ProbeTarget> probeTargets() {
        return targets.next();
    }

    /** Whether somebody has asked since the last call what a probe would say. */
    synchronized boolean takeDoubt() {
        boolean taken = inDoubt;
        inDoubt = false;
        return taken;
    }

    synchronized void probed(boolean alive, List<ProbeTarget> whom, long startedAt) {
        long now = clock.getAsLong();
        if (alive) {
            becomeUp(now);
            return;
        }
        boolean wasDown = health.state() == State.DOWN;
        health.probeFailed(whom, hasConfiguredProbes(), startedAt, now);
        if (!wasDown && health.state() == State.DOWN) {
            news.add(OutageNews.suspended(name, health.reason()));
        }
        publish();
    }

    /** When to {@link #step} next. */
    synchronized long nextStep() {
        return health.state() == State.UP ? ramp.nextStep() : DueHeap.NEVER;
    }

    synchronized void step() {
        ramp.step(clock.getAsLong());
        publish();
    }

    /** What was not told yet. */
    synchronized List<OutageNews> takeNews() {
        List<OutageNews> taken = List.copyOf(news);
        news.clear();
        return taken;
    }

    private void becomeUp(long now) {
        State before = health.state();
        long downMillis = now - health.downSince();
        health.answered(now);
        ramp.answered();
        lastAnswer = now;
        verdictsOpen = false;
        if (before != State.UP) {
            targets.forgetWanted();
        }
        if (before == State.DOWN) {
            ramp.begin(now);
            news.add(OutageNews.resumed(name, health.reason(), downMillis));
        }
        publish();
    }

    private void publish() {
        int limitBefore = limit;
        boolean undisturbedBefore = undisturbed;
        limit = health.state() != State.UP ? 0 : ramp.isOver() ? UNLIMITED : Math.max(1, ramp.limit() / lanes);
        undisturbed = health.isUndisturbed() && !verdictsOpen && ramp.isOver();
        if (limit != limitBefore || undisturbed != undisturbedBefore || inDoubt || !news.isEmpty()) {
            changed.run();
        }
    }
}
