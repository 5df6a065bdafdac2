package io.processheat.webhook.delivery;

import java.net.InetAddress;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Finds out whether anything at all comes back from a host. */
@FunctionalInterface
interface Prober {

    /**
     * Probes, on the loop of the zones.
     *
     * @param inZone addresses that do not count are not tried
     * @param ended told once, on that loop, whether something came back
     */
    void probe(ProbeTarget target, Predicate<InetAddress> inZone, Consumer<Boolean> ended);
}
