package io.processheat.webhook.delivery;

import io.processheat.webhook.WebhookException;
import io.processheat.webhook.delivery.http.PostResult.Sign;
import io.processheat.webhook.delivery.http.Target;
import java.net.InetAddress;

/** Where a webhook's receiver is: its host, the address it was last tried at, and the zone of that. Belongs to a lane. */
final class Site {

    private final Receiver receiver;
    private final String host;
    private final int port;
    private InetAddress address;
    private Zone zone;

    private Site(Receiver receiver, String host, int port) {
        this.receiver = receiver;
        this.host = host;
        this.port = port;
    }

    /** @param before where it was, as far as is known: null at first */
    static Site of(Receiver receiver, Site before, Zones zones) {
        try {
            Target target = receiver.target();
            Site site = new Site(receiver, target.host(), target.port());
            if (before != null && before.host.equals(site.host)) {
                site.address = before.address;
                site.zone = before.zone;
            }
            target.literal().ifPresent(literal -> site.isAt(literal, zones));
            return site;
        } catch (WebhookException unusable) {
            return new Site(receiver, receiver.place(), 0);
        }
    }

    boolean isOf(Receiver other) {
        return receiver == other;
    }

    /** Null where nothing is known yet: it is to be found out, even while a line is down. */
    Zone zone() {
        return zone;
    }

    ProbeTarget target() {
        return new ProbeTarget(host, port, address);
    }

    /** An attempt has ended that went to this address; null where it did not come to that. */
    Zone tried(InetAddress peer, Sign sign, Zones zones) {
        if (peer != null && !peer.equals(address)) {
            isAt(peer, zones);
        }
        if (zone == null && sign.mayBeTheLine()) {
            zone = zones.internet();
        }
        return zone == null ? zones.internet() : zone;
    }

    private void isAt(InetAddress known, Zones zones) {
        address = known;
        zone = zones.of(known);
    }
}
