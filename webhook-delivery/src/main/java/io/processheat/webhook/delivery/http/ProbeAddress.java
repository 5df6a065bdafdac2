package io.processheat.webhook.delivery.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address that answers while a zone's line is up.
 *
 * @param zone {@value #PUBLIC}, or an allow-listed network
 */
public record ProbeAddress(String zone, InetSocketAddress address) {

    /** Name of the zone of all that is in no allow-listed network. */
    public static final String PUBLIC = "public";

    private static final Pattern FORM =
            Pattern.compile("(?<zone>[^=]+)=\\s*(?<address>[0-9.]+|\\[[0-9a-fA-F:.]+\\]):(?<port>\\d{1,5})");

    /**
     * Reads {@code public=203.0.113.7:443} or {@code 10.20.0.0/16=10.20.0.1:502}.
     *
     * @param guard the address must pass it, and lie in its zone
     * @throws IllegalArgumentException saying what is wrong
     */
    public static ProbeAddress parse(String text, AddressGuard guard) {
        Matcher form = FORM.matcher(text.strip());
        int port = form.matches() ? Integer.parseInt(form.group("port")) : 0;
        Optional<InetAddress> address = port > 0 && port <= 65_535
                ? IpLiteral.parse(form.group("address").replaceAll("[\\[\\]]", ""))
                : Optional.empty();
        if (address.isEmpty()) {
            throw new IllegalArgumentException("'" + text
                    + "' is no probe: write it like public=203.0.113.7:443 or 10.20.0.0/16=10.20.0.1:502");
        }
        String zone = form.group("zone").strip();
        checkZone(text, zone.equals(PUBLIC) ? PUBLIC : CidrBlock.parse(zone).toString(), address.get(), guard);
        return new ProbeAddress(zone.equals(PUBLIC) ? PUBLIC : CidrBlock.parse(zone).toString(),
                new InetSocketAddress(address.get(), port));
    }

    private static void checkZone(String text, String zone, InetAddress address, AddressGuard guard) {
        String real = guard.networkOf(address).map(CidrBlock::toString).orElse(PUBLIC);
        if (!real.equals(zone)) {
            throw new IllegalArgumentException("'" + text + "': that address is in the zone " + real);
        }
        guard.check(address, false).ifPresent(refusal -> {
            throw new IllegalArgumentException("'" + text + "': " + refusal);
        });
    }
}
