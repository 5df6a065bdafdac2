package io.processheat.webhook.delivery.http;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {

    private static final String NONE = "";

    private final AddressGuard strict = guard();

    @ParameterizedTest
    @CsvSource({
        // first and last of each block that is not reachable, and its neighbours where they are
        "'',              0.0.0.0,      0.255.255.255,   1.0.0.0",
        "9.255.255.255,   10.0.0.0,     10.255.255.255,  11.0.0.0",
        "100.63.255.255,  100.64.0.0,   100.127.255.255, 100.128.0.0",
        "126.255.255.255, 127.0.0.0,    127.255.255.255, 128.0.0.0",
        "169.253.255.255, 169.254.0.0,  169.254.255.255, 169.255.0.0",
        "172.15.255.255,  172.16.0.0,   172.31.255.255,  172.32.0.0",
        "191.255.255.255, 192.0.0.0,    192.0.0.8,       192.0.0.9",
        "192.0.0.10,      192.0.0.11,   192.0.0.255,     192.0.1.0",
        "192.0.1.255,     192.0.2.0,    192.0.2.255,     192.0.3.0",
        "192.88.98.255,   192.88.99.0,  192.88.99.255,   192.88.100.0",
        "192.167.255.255, 192.168.0.0,  192.168.255.255, 192.169.0.0",
        "198.17.255.255,  198.18.0.0,   198.19.255.255,  198.20.0.0",
        "198.51.99.255,   198.51.100.0, 198.51.100.255,  198.51.101.0",
        "203.0.112.255,   203.0.113.0,  203.0.113.255,   203.0.114.0",
        "223.255.255.255, 224.0.0.0,    239.255.255.255, ''",
        "'',              240.0.0.0,    255.255.255.255, ''",
        "'',              ::,           1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 2000::",
        "2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 2001::, 2001:0:ffff:ffff:ffff:ffff:ffff:ffff, ''",
        "'',              2001:1::,     2001:1::0,       2001:1::1",
        "2001:1::3,       2001:1::4,    2001:2:ffff:ffff:ffff:ffff:ffff:ffff, 2001:3::",
        "2001:3:ffff:ffff:ffff:ffff:ffff:ffff, 2001:4::, 2001:4:111:ffff:ffff:ffff:ffff:ffff, 2001:4:112::",
        "2001:4:112:ffff:ffff:ffff:ffff:ffff, 2001:4:113::, 2001:1f:ffff:ffff:ffff:ffff:ffff:ffff, 2001:20::",
        "2001:3f:ffff:ffff:ffff:ffff:ffff:ffff, 2001:40::, 2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff, 2001:200::",
        "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff, 2001:db8::, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff, 2001:db9::",
        "2001:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 2002::, 2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 2003::",
        "3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 3fff::, 3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff, 3fff:1000::",
        "3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 4000::, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, ''",
    })
    void onlyWhatIsGloballyReachableIsLetThrough(String before, String first, String last, String after) {
        Stream.of(before, after).filter(address -> !address.equals(NONE)).forEach(this::assertReachable);
        assertUnreachable(first);
        assertUnreachable(last);
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.0.9", "192.0.0.10", "192.31.196.1", "192.52.193.1", "192.175.48.1", "8.8.8.8"})
    void exceptionsOfTheIpv4RegistryAreReachable(String address) {
        assertReachable(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "2001:1::1", "2001:1::2", "2001:1::3", "2001:3::1", "2001:4:112::1", "2001:20::1", "2001:2f:ffff::", "2001:30::1",
        "2001:3f:ffff::", "2620:4f:8000::1", "2606:4700::1111"
    })
    void exceptionsOfTheIpv6RegistryAreReachable(String address) {
        assertReachable(address);
    }

    @ParameterizedTest
    @CsvSource({
        "::1, loopback", "::, unspecified", "fe80::1, link local", "fc00::1, unique local", "fdff::1, unique local",
        "ff02::1, multicast", "100::1, discard only", "100:0:0:1::1, dummy prefix", "64:ff9b:1::a00:1, local-use translation",
        "5f00::1, segment routing", "2002:808:808::1, 6to4", "2001:0:808:808::1, Teredo", "2001:2::1, benchmarking",
        "2001:10::1, former ORCHID", "4000::1, outside 2000::/3", "169.254.169.254, link local", "10.1.2.3, 10.0.0.0/8"
    })
    void theRefusalNamesTheBlockAndTheSetting(String address, String part) {
        String refusal = strict.check(address(address), false).orElseThrow();
        assertTrue(refusal.contains(part), refusal);
        assertTrue(refusal.contains("add its network to allowed.networks"), refusal);
    }

    @ParameterizedTest
    @CsvSource({
        "64:ff9b::808:808, 64:ff9b::a9fe:a9fe",
        "::ffff:8.8.8.8, ::ffff:10.0.0.1",
        "::ffff:0:808:808, ::ffff:0:7f00:1",
        "::808:808, ::7f00:1",
        "2606:4700::5efe:808:808, 2606:4700::5efe:a00:1",
        "2606:4700::200:5efe:808:808, 2606:4700::200:5efe:c0a8:1",
    })
    void embeddedIpv4AddressesAreJudgedInPlace(String reachable, String unreachable) {
        assertReachable(reachable);
        assertUnreachable(unreachable);
    }

    @Test
    void anAddressThatStandsForAnAllowListedOneIsLetThrough() {
        AddressGuard guard = guard("10.20.0.0/16");
        assertEquals(Optional.empty(), guard.check(address("64:ff9b::a14:1"), true));
        assertEquals(Optional.empty(), guard.check(address("::ffff:10.20.0.1"), true));
        assertEquals(Optional.empty(), guard.check(address("2606:4700::5efe:a14:1"), false));
        assertTrue(guard.check(address("64:ff9b::a15:1"), false).isPresent());
        assertTrue(guard.check(address("2002:a14:1::1"), false).isPresent(), "6to4 is never judged by its IPv4");
    }

    @Test
    void theAllowListOpensExactlyItsNetworks() {
        AddressGuard guard = guard("10.20.0.0/16", "127.0.0.1", "fd00:1::/32", "::1");
        for (String allowed : List.of("10.20.0.0", "10.20.255.255", "127.0.0.1", "fd00:1::5", "::1")) {
            assertEquals(Optional.empty(), guard.check(address(allowed), true), allowed);
        }
        for (String other : List.of("10.19.255.255", "10.21.0.0", "127.0.0.2", "fd00:2::", "::2")) {
            assertTrue(guard.check(address(other), false).isPresent(), other);
        }
    }

    @Test
    void plainHttpGoesToTheAllowListOnly() {
        AddressGuard guard = guard("8.8.8.0/24");
        assertEquals(Optional.empty(), guard.check(address("8.8.8.8"), true));
        assertEquals(Optional.empty(), guard.check(address("8.8.4.4"), false));
        String refusal = guard.check(address("8.8.4.4"), true).orElseThrow();
        assertTrue(refusal.contains("use https"), refusal);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "http://10.0.0.1/", "https://127.0.0.1/", "https://[::1]/", "https://[::ffff:127.0.0.1]/",
        "https://[64:ff9b::7f00:1]/", "https://169.254.169.254/latest/meta-data", "http://8.8.8.8/", "https://0.0.0.0/"
    })
    void literalsAreJudgedAtRegistration(String url) {
        WebhookException refused = assertThrows(WebhookException.class, () -> strict.checkTarget(url));
        assertEquals(Reason.INVALID, refused.reason());
        assertEquals(Optional.of("url"), refused.field());
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://historian.plant/hook", "https://localhost/", "https://8.8.8.8/"})
    void namesAreLeftToTheConnect(String url) {
        assertDoesNotThrow(() -> strict.checkTarget(url));
    }

    @Test
    void plainHttpToANameNeedsAnAllowList() {
        String url = "http://historian.plant/hook";
        WebhookException refused = assertThrows(WebhookException.class, () -> strict.checkTarget(url));
        assertTrue(refused.getMessage().contains("use https"), refused.getMessage());
        assertDoesNotThrow(() -> guard("10.20.0.0/16").checkTarget(url));
    }

    private void assertReachable(String address) {
        assertEquals(Optional.empty(), strict.check(address(address), false), address);
    }

    private void assertUnreachable(String address) {
        assertTrue(strict.check(address(address), false).isPresent(), address);
    }

    private static AddressGuard guard(String... allowed) {
        return new AddressGuard(Stream.of(allowed).map(CidrBlock::parse).toList(), "allowed.networks");
    }

    private static InetAddress address(String literal) {
        return IpLiteral.parse(literal).orElseThrow();
    }
}
