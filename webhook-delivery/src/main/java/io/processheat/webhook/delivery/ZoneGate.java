package io.processheat.webhook.delivery;

import java.util.IdentityHashMap;
import java.util.Map;

/** Lets a lane's attempts into their zones: none while one is suspended, a few while it comes back. */
final class ZoneGate {

    private final Zones zones;
    private final Map<Zone, Integer> counted = new IdentityHashMap<>();
    private boolean refused;

    ZoneGate(Zones zones) {
        this.zones = zones;
    }

    /** Whether nothing may start for this webhook until its zone changes. */
    boolean isClosed(WebhookQueue queue) {
        Site site = queue.site(zones);
        Zone zone = site.zone();
        if (zone == null || !zone.isSuspended()) {
            return false;
        }
        zone.wanted(site.target());
        refused = true;
        return true;
    }

    /** Whether nothing more may start for this webhook until another attempt has ended, or its zone changes. */
    boolean isFull(WebhookQueue queue) {
        Zone zone = queue.site(zones).zone();
        int limit = zone == null ? Zone.UNLIMITED : zone.limit();
        return limit != Zone.UNLIMITED && counted.getOrDefault(zone, 0) >= limit;
    }

    void enter(RunningAttempt attempt) {
        attempt.site = attempt.queue().site(zones);
        Zone zone = attempt.site.zone();
        if (zone != null && zone.limit() != Zone.UNLIMITED) {
            attempt.countedIn = zone;
            counted.merge(zone, 1, Integer::sum);
        }
    }

    void leave(RunningAttempt attempt) {
        if (attempt.countedIn != null) {
            counted.merge(attempt.countedIn, -1, (count, one) -> count + one == 0 ? null : count + one);
        }
    }

    /** Whether it has turned a webhook away since the last call. */
    boolean takeRefused() {
        boolean taken = refused;
        refused = false;
        return taken;
    }
}
