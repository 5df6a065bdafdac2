package io.processheat.webhook.delivery.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How names are looked up.
 *
 * @param servers to ask in this order; empty: those of the operating system
 * @param queryTimeout after which a query is repeated, at the next server where there is one
 * @param maxTtl longest time an answer is kept, whatever its own time to live; at least a second
 * @param negativeTtl time that "no such name" is kept, in whole seconds
 */
public record DnsSettings(List<InetSocketAddress> servers, Duration queryTimeout, Duration maxTtl, Duration negativeTtl) {

    private static final int DNS_PORT = 53;
    private static final Pattern SERVER =
            Pattern.compile("(?<address>[0-9.]+|\\[[0-9a-fA-F:.]+\\])(?::(?<port>\\d{1,5}))?");

    public DnsSettings {
        servers = List.copyOf(servers);
    }

    /** The defaults: the operating system's servers. */
    public static DnsSettings defaults() {
        return new DnsSettings(List.of(), Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofSeconds(2));
    }

    /** The same with other servers. */
    public DnsSettings withServers(List<InetSocketAddress> others) {
        return new DnsSettings(others, queryTimeout, maxTtl, negativeTtl);
    }

    /**
     * Reads {@code 10.20.0.53}, {@code 10.20.0.53:5353}, {@code [fd00::53]} or {@code [fd00::53]:5353}.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static InetSocketAddress parseServer(String text) {
        Matcher server = SERVER.matcher(text.strip());
        if (server.matches()) {
            Optional<InetAddress> address = IpLiteral.parse(server.group("address").replaceAll("[\\[\\]]", ""));
            int port = server.group("port") == null ? DNS_PORT : Integer.parseInt(server.group("port"));
            if (address.isPresent() && port > 0 && port <= 65_535) {
                return new InetSocketAddress(address.get(), port);
            }
        }
        throw new IllegalArgumentException("'" + text + "' is not a DNS server: write its address, like 10.20.0.53, 10.20.0.53:5353 or [fd00::53]");
    }
}
