package io.processheat.webhook.delivery.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeAddressTest {

    private final AddressGuard guard = new AddressGuard(
            List.of(CidrBlock.parse("10.20.0.0/16"), CidrBlock.parse("10.20.7.0/24"), CidrBlock.parse("fd00:1::/32")),
            "allow.networks");

    @Test
    void readsZoneAddressAndPort() {
        assertEquals(new ProbeAddress("public", new InetSocketAddress("9.9.9.9", 443)), parse("public=9.9.9.9:443"));
        assertEquals(
                new ProbeAddress("10.20.0.0/16", new InetSocketAddress("10.20.0.1", 502)),
                parse(" 10.20.0.0/16 = 10.20.0.1:502 "));
        assertEquals(502, parse("fd00:1::/32=[fd00:1::5]:502").address().getPort());
    }

    @ParameterizedTest
    @ValueSource(strings = {"9.9.9.9:443", "public=9.9.9.9", "public=9.9.9.9:0", "public=9.9.9.9:70000", "public=host:443", "=9.9.9.9:443"})
    void refusesWhatIsNoProbe(String text) {
        assertThrows(IllegalArgumentException.class, () -> parse(text));
    }

    @Test
    void theAddressMustLieInItsZone() {
        assertTrue(refusal("public=10.20.0.1:502").contains("in the zone 10.20.0.0/16"));
        assertTrue(refusal("10.20.0.0/16=10.20.7.1:502").contains("in the zone 10.20.7.0/24"), "the smallest one");
        assertTrue(refusal("10.30.0.0/16=10.30.0.1:502").contains("in the zone public"));
    }

    @Test
    void aPublicOneMustBeGloballyReachable() {
        assertTrue(refusal("public=192.168.1.1:443").contains("not globally reachable"));
    }

    private ProbeAddress parse(String text) {
        return ProbeAddress.parse(text, guard);
    }

    private String refusal(String text) {
        return assertThrows(IllegalArgumentException.class, () -> parse(text)).getMessage();
    }
}
