package io.processheat.webhook.delivery.http;

import io.netty.util.NetUtil;
import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A receiver's URL, taken apart once: where to connect to, and the head of each request that is the same every time. */
public final class Target {

    private static final int MAX_URL_LENGTH = 2048;
    private static final Pattern AUTHORITY = Pattern.compile("(?<host>\\[[^\\]]*\\]|[^:\\[\\]]+)(?::(?<port>.*))?");

    private final Origin origin;
    private final Optional<InetAddress> literal;
    private final String url;
    private final byte[] requestLineAndHost;

    private Target(Origin origin, Optional<InetAddress> literal, String resource) {
        String authority = origin.port() == defaultPort(origin.tls()) ? origin.host() : origin.host() + ":" + origin.port();
        this.origin = origin;
        this.literal = literal;
        this.url = (origin.tls() ? "https://" : "http://") + authority + resource;
        this.requestLineAndHost = ("POST " + resource + " HTTP/1.1\r\nHost: " + authority + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Takes a URL apart.
     *
     * @throws WebhookException {@code INVALID} on field {@code url}, where it is not an unambiguous http or https URL
     */
    public static Target parse(String url) {
        URI uri = uri(url);
        boolean tls = isTls(uri);
        Matcher authority = authority(uri);
        TargetHost host = TargetHost.parse(authority.group("host"));
        int port = authority.group("port") == null ? defaultPort(tls) : port(authority.group("port"));
        return new Target(new Origin(tls, host.text(), port), host.literal(), resource(uri));
    }

    /** Whether the body would travel unencrypted. */
    public boolean plainHttp() {
        return !origin.tls();
    }

    /** The name in ASCII, or the address as written, IPv6 in brackets. */
    public String host() {
        return origin.host();
    }

    public int port() {
        return origin.port();
    }

    /** The address, where the URL has one instead of a name. */
    public Optional<InetAddress> literal() {
        return literal;
    }

    /** What the receiver's certificate must be for. */
    String tlsName() {
        return literal.map(NetUtil::toAddressString).orElse(origin.host());
    }

    Origin origin() {
        return origin;
    }

    byte[] requestLineAndHost() {
        return requestLineAndHost;
    }

    /** The URL in its normal form. */
    @Override
    public String toString() {
        return url;
    }

    static WebhookException invalid(String message) {
        return new WebhookException(Reason.INVALID, "url", message);
    }

    private static URI uri(String url) {
        if (url.length() > MAX_URL_LENGTH) {
            throw invalid("a URL has at most " + MAX_URL_LENGTH + " characters, this one has " + url.length());
        }
        try {
            return new URI(url);
        } catch (URISyntaxException malformed) {
            throw invalid("malformed: " + malformed.getReason()
                    + (malformed.getIndex() < 0 ? "" : " at position " + (malformed.getIndex() + 1)));
        }
    }

    private static boolean isTls(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw invalid("must start with https:// (or http://)");
        }
        return scheme.equals("https");
    }

    private static Matcher authority(URI uri) {
        String authority = uri.getRawAuthority();
        if (authority == null) {
            throw invalid("must name a host, like https://example.com/path");
        }
        if (authority.indexOf('@') >= 0) {
            throw invalid("must not hold a user name or password");
        }
        if (uri.getRawFragment() != null) {
            throw invalid("must not have a fragment (#…): it would not be sent");
        }
        Matcher matcher = AUTHORITY.matcher(authority);
        if (!matcher.matches()) {
            throw invalid("this is not a host: " + authority);
        }
        return matcher;
    }

    private static int port(String digits) {
        int port = digits.matches("\\d{1,5}") ? Integer.parseInt(digits) : 0;
        if (port < 1 || port > 65_535) {
            throw invalid("the port is a number from 1 to 65535, not '" + digits + "'");
        }
        return port;
    }

    private static int defaultPort(boolean tls) {
        return tls ? 443 : 80;
    }

    /** Path and query in ASCII. */
    private static String resource(URI uri) {
        String ascii = uri.toASCIIString();
        int authority = ascii.indexOf("//") + 2;
        for (int i = authority; i < ascii.length(); i++) {
            if (ascii.charAt(i) == '/') {
                return ascii.substring(i);
            }
            if (ascii.charAt(i) == '?') {
                return "/" + ascii.substring(i);
            }
        }
        return "/";
    }
}
