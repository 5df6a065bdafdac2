package io.processheat.systemtest;

import io.processheat.systemtest.Receiver.Request;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What of each request is needed to judge a million of them. */
final class Arrivals implements Consumer<Request> {

    /**
     * A request.
     *
     * @param open see {@link Request}
     */
    record Arrival(long nanos, UUID delivery, String event, String path, int attempt, int open) {}

    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Map<String, String> paths = new HashMap<>();
    private final List<Arrival> all = new ArrayList<>();

    @Override
    public synchronized void accept(Request request) {
        all.add(new Arrival(
                request.nanos(),
                UUID.fromString(request.header("X-Webhook-ID")),
                request.eventId(),
                paths.computeIfAbsent(request.path(), path -> path),
                Integer.parseInt(request.header("X-Webhook-Attempt")),
                request.open()));
    }

    synchronized int count() {
        return all.size();
    }

    synchronized List<Arrival> all() {
        return List.copyOf(all);
    }

    /** When the last one came; there is one. */
    synchronized long lastNanos() {
        return all.get(all.size() - 1).nanos();
    }

    /** Deliveries of these events to each of these paths that did not arrive. */
    List<String> lost(Collection<String> events, Collection<String> to) {
        Map<String, Set<String>> arrived = new HashMap<>();
        all().forEach(each -> arrived.computeIfAbsent(each.path(), path -> new HashSet<>()).add(each.event()));
        return to.stream()
                .flatMap(path -> events.stream()
                        .filter(event -> !arrived.getOrDefault(path, Set.of()).contains(event))
                        .map(event -> event + " at " + path))
                .toList();
    }

    /** Deliveries that arrived more than once. */
    Set<UUID> repeated() {
        Set<UUID> once = new HashSet<>();
        return all().stream().map(Arrival::delivery).filter(id -> !once.add(id)).collect(Collectors.toSet());
    }

    /** The most requests that were open at a time, second by second from this time on, after which all of them came. */
    List<Integer> mostOpenBySecond(long fromNanos) {
        List<AtomicInteger> most = new ArrayList<>();
        for (Arrival each : all()) {
            int second = (int) ((each.nanos() - fromNanos) / SECOND_NANOS);
            while (most.size() <= second) {
                most.add(new AtomicInteger());
            }
            most.get(second).accumulateAndGet(each.open(), Math::max);
        }
        return most.stream().map(AtomicInteger::get).toList();
    }
}
