package io.processheat.webhook.delivery;

import io.processheat.webhook.delivery.http.AddressGuard;
import io.processheat.webhook.delivery.http.CidrBlock;
import io.processheat.webhook.delivery.http.ProbeAddress;
import java.net.InetAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** All zones of a dispatcher. Shared by its lanes. */
final class Zones {

    /** After the last probe could have answered. */
    private static final long DOUBT_MARGIN_MILLIS = 300;

    private final AddressGuard guard;
    private final long doubtMillis;
    private final Zone internet;
    private final Map<CidrBlock, Zone> byNetwork = new HashMap<>();
    private final List<ZoneWatch> watches = new ArrayList<>();
    private final List<Runnable> lanes = new CopyOnWriteArrayList<>();

    /**
     * Zones that are up.
     *
     * @param networks of the allow-list, the very ones of the guard
     * @param laneCount among so many the attempts after an outage are divided
     * @param loop for probes
     */
    Zones(
            AddressGuard guard,
            List<CidrBlock> networks,
            OutageSettings settings,
            int laneCount,
            Loop loop,
            Prober prober,
            Consumer<OutageNews> announce) {
        this.guard = guard;
        this.doubtMillis = settings.probeTimeoutMillis() + DOUBT_MARGIN_MILLIS;
        this.internet = watched(ProbeAddress.PUBLIC, laneCount, settings, loop, prober, announce);
        Map<String, Zone> byName = new HashMap<>();
        for (CidrBlock network : networks) {
            Zone zone = byName.computeIfAbsent(
                    network.toString(), name -> watched(name, laneCount, settings, loop, prober, announce));
            byNetwork.put(network, zone);
        }
    }

    private Zone watched(
            String name, int laneCount, OutageSettings settings, Loop loop, Prober prober, Consumer<OutageNews> announce) {
        Zone zone = new Zone(
                name, laneCount, () -> TimeUnit.NANOSECONDS.toMillis(loop.nanoTime()), settings, probes(name, settings));
        watches.add(new ZoneWatch(zone, loop, prober, address -> of(address) == zone,
                settings.probeIntervalMillis(), announce, () -> lanes.forEach(Runnable::run)));
        return zone;
    }

    void start() {
        watches.forEach(ZoneWatch::start);
    }

    void close() {
        watches.forEach(ZoneWatch::close);
    }

    /** @param lane run after each change of a zone, from the probes' loop: to hand over */
    void onChange(Runnable lane) {
        lanes.add(lane);
    }

    Zone of(InetAddress address) {
        return guard.networkOf(address).map(byNetwork::get).orElse(internet);
    }

    /** The zone of all that is not known to be elsewhere. */
    Zone internet() {
        return internet;
    }

    /**
     * Which lines are down and since when, in words; from any thread.
     *
     * @param now of the clock that people read
     */
    List<String> warnings(long now) {
        return Stream.concat(Stream.of(internet), byNetwork.values().stream().distinct())
                .flatMap(zone -> zone.downMillis().stream().mapToObj(millis -> down(zone, now - millis)))
                .sorted()
                .toList();
    }

    /** Without the hosts that were silent: strangers may read it, and the log has them. */
    private static String down(Zone zone, long since) {
        return "the line to the zone " + zone.name() + " has been down since "
                + Instant.ofEpochMilli(since).truncatedTo(ChronoUnit.SECONDS) + ": its deliveries wait";
    }

    /** How long it may take until it is clear whether silence was a zone's or a host's. */
    long doubtMillis() {
        return doubtMillis;
    }

    private static List<ProbeTarget> probes(String zone, OutageSettings settings) {
        return settings.probes().stream()
                .filter(probe -> probe.zone().equals(zone))
                .map(ProbeAddress::address)
                .map(address -> new ProbeTarget(address.getHostString(), address.getPort(), address.getAddress()))
                .toList();
    }
}
