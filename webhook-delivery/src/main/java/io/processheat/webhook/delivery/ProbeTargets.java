package io.processheat.webhook.delivery;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whom to probe in a zone: those that answered last, and in turn those that are silent or waited for. */
final class ProbeTargets {

    private static final int KNOWN_GOOD = 8;
    private static final int WANTED = 256;
    private static final int AT_ONCE = 16;

    private final List<ProbeTarget> configured;
    private final Map<Object, ProbeTarget> good = new LinkedHashMap<>();
    private final Map<Object, ProbeTarget> wanted = new LinkedHashMap<>();

    /** @param configured where there are any, these only */
    ProbeTargets(List<ProbeTarget> configured) {
        this.configured = List.copyOf(configured);
    }

    boolean areConfigured() {
        return !configured.isEmpty();
    }

    void answered(ProbeTarget host) {
        add(good, host, KNOWN_GOOD);
    }

    /** Nothing comes back from it, or something waits for it. */
    void wanted(ProbeTarget host) {
        add(wanted, host, WANTED);
    }

    void forgetWanted() {
        wanted.clear();
    }

    List<ProbeTarget> next() {
        if (areConfigured()) {
            return configured;
        }
        List<ProbeTarget> next = new ArrayList<>(good.values());
        int room = Math.min(AT_ONCE - next.size(), wanted.size());
        for (int i = 0; i < room; i++) {
            Iterator<ProbeTarget> first = wanted.values().iterator();
            ProbeTarget turn = first.next();
            first.remove();
            wanted.put(turn.identity(), turn);
            next.add(turn);
        }
        return next;
    }

    private static void add(Map<Object, ProbeTarget> hosts, ProbeTarget host, int most) {
        hosts.putIfAbsent(host.identity(), host);
        if (hosts.size() > most) {
            hosts.remove(hosts.keySet().iterator().next());
        }
    }
}
