package io.processheat.webhook.delivery.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DnsSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "10.20.0.53, 10.20.0.53, 53",
        "10.20.0.53:5353, 10.20.0.53, 5353",
        "[fd00::53], fd00:0:0:0:0:0:0:53, 53",
        "' [fd00::53]:5353 ', fd00:0:0:0:0:0:0:53, 5353",
    })
    void aServerIsAnAddressWithOrWithoutAPort(String text, String address, int port) {
        InetSocketAddress server = DnsSettings.parseServer(text);
        assertEquals(address, server.getAddress().getHostAddress());
        assertEquals(port, server.getPort());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "dns.plant", "10.20.0", "10.20.0.53:0", "10.20.0.53:65536", "fd00::53", "[10.20.0.53", "[]:53"})
    void anythingElseIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> DnsSettings.parseServer(text));
    }
}
