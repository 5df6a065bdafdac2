package io.processheat.webhook.delivery.http;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the IANA registries of special-purpose addresses (RFC 6890) say about global reachability.
 *
 * <p>As of the IPv4 registry with RFC 7535 and the IPv6 registry with RFC 9780. "N/A" there counts as not reachable.
 * Multicast has registries of its own, and is nothing to POST to.
 */
final class SpecialPurposeRegistry {

    private static final CidrBlock GLOBAL_UNICAST = CidrBlock.parse("2000::/3");

    private static final List<Entry> IPV4 = mostSpecificFirst(
            not("0.0.0.0/8", "this network"),
            not("10.0.0.0/8", "private use"),
            not("100.64.0.0/10", "shared address space"),
            not("127.0.0.0/8", "loopback"),
            not("169.254.0.0/16", "link local"),
            not("172.16.0.0/12", "private use"),
            not("192.0.0.0/24", "IETF protocol assignments"),
            reachable("192.0.0.9/32"), // Port Control Protocol anycast
            reachable("192.0.0.10/32"), // TURN anycast
            not("192.0.2.0/24", "documentation"),
            not("192.88.99.0/24", "former 6to4 relay anycast"),
            not("192.168.0.0/16", "private use"),
            not("198.18.0.0/15", "benchmarking"),
            not("198.51.100.0/24", "documentation"),
            not("203.0.113.0/24", "documentation"),
            not("224.0.0.0/4", "multicast"),
            not("240.0.0.0/4", "reserved"),
            not("255.255.255.255/32", "limited broadcast"));

    private static final List<Entry> IPV6 = mostSpecificFirst(
            not("::/128", "unspecified"),
            not("::1/128", "loopback"),
            not("64:ff9b:1::/48", "local-use translation"),
            not("100::/64", "discard only"),
            not("100:0:0:1::/64", "dummy prefix"),
            not("2001::/23", "IETF protocol assignments"),
            not("2001::/32", "Teredo"),
            reachable("2001:1::1/128"), // Port Control Protocol anycast
            reachable("2001:1::2/128"), // TURN anycast
            reachable("2001:1::3/128"), // DNS-SD service registration anycast
            not("2001:2::/48", "benchmarking"),
            reachable("2001:3::/32"), // AMT
            reachable("2001:4:112::/48"), // AS112
            not("2001:10::/28", "former ORCHID"),
            reachable("2001:20::/28"), // ORCHIDv2
            reachable("2001:30::/28"), // drone remote ID
            not("2001:db8::/32", "documentation"),
            not("2002::/16", "6to4"),
            not("3fff::/20", "documentation"),
            not("5f00::/16", "segment routing"),
            not("fc00::/7", "unique local"),
            not("fe80::/10", "link local"),
            not("fec0::/10", "former site local"),
            not("ff00::/8", "multicast"));

    private SpecialPurposeRegistry() {}

    /** Which block the address is in that keeps it from being globally reachable; empty where it is reachable. */
    static Optional<String> unreachableBlock(byte[] address) {
        for (Entry entry : address.length == 4 ? IPV4 : IPV6) {
            if (entry.block.contains(address)) {
                return entry.description;
            }
        }
        return address.length == 4 || GLOBAL_UNICAST.contains(address)
                ? Optional.empty()
                : Optional.of("outside " + GLOBAL_UNICAST + ", global unicast");
    }

    private static Entry not(String block, String name) {
        return new Entry(CidrBlock.parse(block), Optional.of("in " + block + ", " + name));
    }

    private static Entry reachable(String block) {
        return new Entry(CidrBlock.parse(block), Optional.empty());
    }

    private static List<Entry> mostSpecificFirst(Entry... entries) {
        return Stream.of(entries)
                .sorted(Comparator.comparingInt((Entry entry) -> entry.block.prefixLength()).reversed())
                .toList();
    }

    private record Entry(CidrBlock block, Optional<String> description) {}
}
