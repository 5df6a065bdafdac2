package io.processheat.webhook.delivery;

import java.net.InetAddress;

/**
 * Somebody whose answer shows that a zone's line is up.
 *
 * @param host a name, or an address as written
 * @param address last known; null where there is none yet
 */
record ProbeTarget(String host, int port, InetAddress address) {

    /** By which it is one with others: several names at one address are one machine. */
    Object identity() {
        return address == null ? host : address;
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
