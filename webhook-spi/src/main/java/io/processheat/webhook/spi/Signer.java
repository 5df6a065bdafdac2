package io.processheat.webhook.spi;

import java.util.List;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The only place that sees secrets in the clear: makes, checks and seals them, signs and verifies with them.
 *
 * <p>Safe from any thread.
 */
@ProviderType
public interface Signer {

    /** A new secret: {@code whsec_} and the base64 of 32 random bytes. */
    String newSecret();

    /**
     * Checks a secret somebody brings.
     *
     * @return warnings in plain words; empty where there is nothing to say
     * @throws io.processheat.webhook.WebhookException {@code INVALID} on field {@code secret}: empty, too long, or
     *     {@code whsec_} with malformed base64
     */
    List<String> check(String secret);

    /** Encrypts a checked secret for storing. */
    SealedSecret seal(UUID webhookId, String secret);

    /**
     * The key that signs for a webhook; keep it, opening costs a decryption.
     *
     * @param secrets the current one first
     * @throws io.processheat.webhook.WebhookException {@code UNAVAILABLE} where the key file is not the one that sealed
     *     them
     */
    SigningKey open(UUID webhookId, List<SealedSecret> secrets);

    /**
     * Whether the payload was signed with the secret; constant-time.
     *
     * @param signature {@code sha256=<hex>} or bare hex; null or malformed is false
     */
    boolean verify(byte[] payload, String signature, String secret);

    /** Signs for one webhook. Safe from any thread. */
    interface SigningKey {

        /**
         * Signs a request.
         *
         * @param eventId the value of {@code webhook-id}
         * @param timestamp unix seconds of this attempt, the value of {@code webhook-timestamp}
         * @param body the bytes that are sent
         */
        Signatures sign(String eventId, long timestamp, byte[] body);
    }

    /**
     * Values of the signature headers.
     *
     * @param webhookSignature of {@code X-Webhook-Signature}: {@code sha256=<hex>}, with the current secret
     * @param standardSignature of {@code webhook-signature}: {@code v1,<base64>} for each secret still valid,
     *     space-separated
     * @throws IllegalArgumentException for anything but printable ASCII: a line break would start another header
     */
    record Signatures(String webhookSignature, String standardSignature) {

        public Signatures {
            requirePrintable(webhookSignature);
            requirePrintable(standardSignature);
        }

        private static void requirePrintable(String value) {
            for (int i = 0; i < value.length(); i++) {
                if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
                    throw new IllegalArgumentException("a signature must be printable ASCII");
                }
            }
        }
    }
}
