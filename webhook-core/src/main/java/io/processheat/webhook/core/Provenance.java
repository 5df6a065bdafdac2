package io.processheat.webhook.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What ties a delivery to its event for ever: SHA-256 of {@code <event type>:<canonical payload>}. */
final class Provenance {

    private Provenance() {}

    static byte[] hash(String eventType, byte[] payload) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((eventType + ":").getBytes(UTF_8));
            return digest.digest(payload);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
