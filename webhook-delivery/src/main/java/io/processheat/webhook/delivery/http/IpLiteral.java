package io.processheat.webhook.delivery.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses written out: four decimal numbers, or IPv6 without a zone. Never asks DNS. */
final class IpLiteral {

    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern DOTTED_QUAD = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
    private static final Pattern LOOKS_LIKE_IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private IpLiteral() {}

    static Optional<InetAddress> parse(String text) {
        if (DOTTED_QUAD.matcher(text).matches()) {
            return literal(text);
        }
        return LOOKS_LIKE_IPV6.matcher(text).matches() ? literal("[" + text + "]") : Optional.empty();
    }

    private static Optional<InetAddress> literal(String text) {
        try {
            // A dotted quad or brackets: InetAddress takes either as a literal or not at all.
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException malformed) {
            return Optional.empty();
        }
    }
}
