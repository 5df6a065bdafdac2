package io.processheat.webhook.delivery.http;

import java.net.IDN;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The host of a URL: a name in ASCII, or an address in its only unambiguous form. Forms that some programs take for an
 * address and others for a name ({@code 127.1}, {@code 0x7f000001}, {@code 2130706433}) are refused.
 *
 * @param text as it stands in the Host header: lower case, IPv6 in brackets
 */
record TargetHost(String text, Optional<InetAddress> literal) {

    private static final int MAX_NAME_LENGTH = 253;
    /** Underscores are no host name characters, yet names in plant networks have them. */
    private static final Pattern NAME = Pattern.compile(
            "(?!-)[a-z0-9_-]{1,63}(?<!-)(?:\\.(?!-)[a-z0-9_-]{1,63}(?<!-))*");

    /** How the URL standard of the browsers recognises what is meant to be an IPv4 address. */
    private static final Pattern ENDS_IN_A_NUMBER = Pattern.compile("(?:.*\\.)?(?:\\d+|0x[0-9a-f]*)");

    /** Parses the host part of an authority. */
    static TargetHost parse(String host) {
        return host.startsWith("[") ? ipv6(host) : nameOrIpv4(ascii(host));
    }

    private static TargetHost ipv6(String bracketed) {
        String text = bracketed.substring(1, bracketed.length() - 1);
        if (text.indexOf('%') >= 0) {
            throw Target.invalid("the IPv6 address must not have a zone: " + bracketed);
        }
        Optional<InetAddress> address = text.indexOf(':') < 0 ? Optional.empty() : IpLiteral.parse(text);
        if (address.isEmpty()) {
            throw Target.invalid("this is not an IPv6 address: " + bracketed);
        }
        return new TargetHost(bracketed.toLowerCase(Locale.ROOT), address);
    }

    private static TargetHost nameOrIpv4(String host) {
        Optional<InetAddress> address = host.indexOf(':') < 0 ? IpLiteral.parse(host) : Optional.empty();
        if (address.isPresent()) {
            return new TargetHost(host, address);
        }
        if (host.endsWith(".")) {
            throw Target.invalid("leave out the dot at the end of the host name: " + host);
        }
        if (ENDS_IN_A_NUMBER.matcher(host).matches()) {
            throw Target.invalid("write an IPv4 address as four decimal numbers without leading zeros, like 192.0.2.1, not "
                    + host);
        }
        if (host.length() > MAX_NAME_LENGTH || !NAME.matcher(host).matches()) {
            throw Target.invalid("this is not a host name: " + host);
        }
        return new TargetHost(host, Optional.empty());
    }

    private static String ascii(String host) {
        try {
            return IDN.toASCII(host).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException notConvertible) {
            throw Target.invalid("this is not a host name: " + host);
        }
    }
}
