package io.processheat.webhook.signing;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The value of {@code X-Webhook-Signature}: {@code sha256=} and 64 hex digits. */
final class SignatureHeader {

    private static final String PREFIX = "sha256=";
    private static final Pattern FORM = Pattern.compile("(?:" + PREFIX + ")?([0-9a-fA-F]{64})");

    private SignatureHeader() {}

    static String of(byte[] hmac) {
        return PREFIX + HexFormat.of().formatHex(hmac);
    }

    /** The bytes that a header, or bare hex, stands for; empty where it is malformed. */
    static Optional<byte[]> parse(String value) {
        Matcher matcher = FORM.matcher(value == null ? "" : value);
        return matcher.matches() ? Optional.of(HexFormat.of().parseHex(matcher.group(1))) : Optional.empty();
    }
}
