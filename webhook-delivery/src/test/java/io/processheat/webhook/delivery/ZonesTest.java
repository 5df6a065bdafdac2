package io.processheat.webhook.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.processheat.webhook.delivery.http.AddressGuard;
import io.processheat.webhook.delivery.http.CidrBlock;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ZonesTest {

    private final List<CidrBlock> networks =
            Stream.of("10.20.0.0/16", "10.20.7.0/24", "10.20.0.0/16", "fd00:1::/32").map(CidrBlock::parse).toList();
    private final ManualLoop loop = new ManualLoop(new ManualTime());
    private final Zones zones = new Zones(new AddressGuard(networks, "allow.networks"), networks, World.OUTAGE, 1, loop,
            new ScriptedProber(loop), news -> {});

    @Test
    void anAddressIsInTheSmallestNetworkThatHasIt() throws UnknownHostException {
        assertEquals("10.20.0.0/16", zoneOf("10.20.0.1").name());
        assertEquals("10.20.7.0/24", zoneOf("10.20.7.1").name());
        assertEquals(networks.get(3).toString(), zoneOf("fd00:1::5").name());
    }

    @Test
    void aNetworkThatIsListedTwiceIsOneZone() throws UnknownHostException {
        assertSame(zoneOf("10.20.0.1"), zoneOf("10.20.255.1"));
    }

    @Test
    void allElseIsPublic() throws UnknownHostException {
        assertSame(zones.internet(), zoneOf("203.0.113.1"));
        assertEquals("public", zones.internet().name());
    }

    @Test
    void anAddressThatStandsForAnIpv4OneIsWhereThatIs() throws UnknownHostException {
        assertSame(zoneOf("10.20.7.1"), zoneOf("64:ff9b::10.20.7.1"));
    }

    private Zone zoneOf(String address) throws UnknownHostException {
        return zones.of(InetAddress.getByName(address));
    }
}
