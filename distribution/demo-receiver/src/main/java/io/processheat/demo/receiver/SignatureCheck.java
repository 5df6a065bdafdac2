package io.processheat.demo.receiver;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Checks both signatures of a request over the raw bytes, as a receiver outside would. */
final class SignatureCheck {

    /** What Standard Webhooks advises: older requests may be replayed ones. */
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final SharedSecret secret;
    private final InstantSource clock;

    SignatureCheck(SharedSecret secret, InstantSource clock) {
        this.secret = secret;
        this.clock = clock;
    }

    /** Why the request is refused; empty where it is genuine. */
    Optional<String> refusal(Headers headers, byte[] body) {
        if (!equal(secret.signature(body), headers.getFirst("X-Webhook-Signature"))) {
            return Optional.of("X-Webhook-Signature is not ours");
        }
        String timestamp = headers.getFirst("webhook-timestamp");
        if (!recent(timestamp)) {
            return Optional.of("webhook-timestamp is missing, malformed or too far from now");
        }
        String expected = secret.standardSignature(headers.getFirst("webhook-id"), timestamp, body);
        return hasOne(headers.getFirst("webhook-signature"), expected)
                ? Optional.empty()
                : Optional.of("webhook-signature is not ours");
    }

    private boolean recent(String timestamp) {
        if (timestamp == null || !timestamp.matches("\\d{1,12}")) {
            return false;
        }
        Instant signed = Instant.ofEpochSecond(Long.parseLong(timestamp));
        return Duration.between(signed, clock.instant()).abs().compareTo(TOLERANCE) <= 0;
    }

    /** While a secret is being changed the header holds one signature for each. */
    private static boolean hasOne(String signatures, String expected) {
        if (signatures == null) {
            return false;
        }
        for (String signature : signatures.split(" ")) {
            if (equal(expected, signature)) {
                return true;
            }
        }
        return false;
    }

    /** In constant time: how long it takes tells nothing of how much was right. */
    private static boolean equal(String expected, String given) {
        return given != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
