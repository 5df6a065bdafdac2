package io.processheat.webhook.spi;

/**
 * A webhook's secret, encrypted with AES-256-GCM by the {@link Signer}; stores keep it as it is.
 *
 * @param keyId which key sealed it
 * @param nonce 12 bytes, never used twice with the key
 * @param ciphertext with the 16-byte tag; the webhook's id is authenticated with it
 * @param notAfter when an older secret stops signing, ms since the epoch; {@link Long#MAX_VALUE} for the current one
 */
public record SealedSecret(String keyId, byte[] nonce, byte[] ciphertext, long notAfter) {

    @Override
    public String toString() {
        return "SealedSecret[keyId=" + keyId + "]";
    }
}
