package io.processheat.webhook.delivery;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Probes a zone when that is due, moves its ramp on, and tells what changes. All of it on one loop. */
final class ZoneWatch {

    /** Between probes, however often somebody is in doubt. */
    private static final long LEAST_INTERVAL_MILLIS = 500;

    private final Zone zone;
    private final Loop loop;
    private final Prober prober;
    private final Predicate<InetAddress> inZone;
    private final long intervalMillis;
    private final Consumer<OutageNews> announce;
    private final Runnable lanes;
    private boolean closed;
    private boolean asked;
    private Round round;
    private long lastProbe = Long.MIN_VALUE / 2;
    private long nextProbe = Long.MIN_VALUE / 2;
    private Loop.Timer timer = () -> {};

    /** @param lanes run after each change */
    ZoneWatch(
            Zone zone,
            Loop loop,
            Prober prober,
            Predicate<InetAddress> inZone,
            long intervalMillis,
            Consumer<OutageNews> announce,
            Runnable lanes) {
        this.zone = zone;
        this.loop = loop;
        this.prober = prober;
        this.inZone = inZone;
        this.intervalMillis = intervalMillis;
        this.announce = announce;
        this.lanes = lanes;
        zone.onChange(() -> loop.execute(this::changed));
    }

    void start() {
        if (zone.hasConfiguredProbes()) {
            loop.execute(this::tick);
        }
    }

    void close() {
        loop.execute(() -> {
            closed = true;
            timer.cancel();
        });
    }

    private void changed() {
        if (closed) {
            return;
        }
        zone.takeNews().forEach(announce);
        if (zone.takeDoubt()) {
            asked = true;
            nextProbe = Math.min(nextProbe, lastProbe + LEAST_INTERVAL_MILLIS);
        }
        lanes.run();
        tick();
    }

    private void tick() {
        if (closed) {
            return;
        }
        long now = millis();
        if (round == null && isProbed() && now >= nextProbe) {
            nextProbe = now + intervalMillis;
            if (zone.isSuspended() || asked || now - zone.lastAnswer() >= intervalMillis) {
                asked = false;
                lastProbe = now;
                new Round(now).start();
            }
        }
        if (now >= zone.nextStep()) {
            zone.step();
        }
        arm(now);
    }

    private void arm(long now) {
        timer.cancel();
        long next = Math.min(round == null && isProbed() ? nextProbe : DueHeap.NEVER, zone.nextStep());
        timer = next == DueHeap.NEVER ? () -> {} : loop.schedule(this::tick, Math.max(0, next - now));
    }

    private boolean isProbed() {
        return asked || zone.isSuspended() || zone.hasConfiguredProbes();
    }

    private long millis() {
        return TimeUnit.NANOSECONDS.toMillis(loop.nanoTime());
    }

    /** Probes of several targets at once: one that answers is enough. */
    private final class Round {

        private final long startedAt;
        private final List<ProbeTarget> targets = zone.probeTargets();
        private int open = targets.size();

        Round(long startedAt) {
            this.startedAt = startedAt;
        }

        void start() {
            if (!targets.isEmpty()) {
                round = this;
                targets.forEach(target -> prober.probe(target, inZone, this::ended));
            }
        }

        private void ended(boolean alive) {
            open--;
            if (round == this && (alive || open == 0)) {
                round = null;
                zone.probed(alive, targets, startedAt);
                tick();
            }
        }
    }
}
