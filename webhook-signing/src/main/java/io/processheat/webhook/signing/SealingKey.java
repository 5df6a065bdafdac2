package io.processheat.webhook.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.processheat.webhook.spi.SealedSecret;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The AES-256-GCM key that secrets are stored under. */
final class SealingKey {

    static final int BYTES = 32;

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int ID_BYTES = 8;

    private final SecretKeySpec key;
    private final String id;

    SealingKey(byte[] bytes) {
        this.key = new SecretKeySpec(bytes, "AES");
        this.id = HexFormat.of().formatHex(Arrays.copyOf(sha256(bytes), ID_BYTES));
    }

    /** The first 8 bytes of the key's SHA-256, in hex: tells keys apart, gives nothing of them away. */
    String id() {
        return id;
    }

    SealedSecret seal(UUID webhookId, Secret secret, SecureRandom random) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] ciphertext = cipher(Cipher.ENCRYPT_MODE, webhookId, nonce).doFinal(secret.text().getBytes(UTF_8));
            return new SealedSecret(id, nonce, ciphertext, Long.MAX_VALUE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime cannot encrypt with AES-256-GCM", e);
        }
    }

    /** @throws GeneralSecurityException where it was sealed with another key, for another webhook, or is damaged */
    Secret open(UUID webhookId, SealedSecret sealed) throws GeneralSecurityException {
        if (sealed.ciphertext().length < TAG_BITS / Byte.SIZE) {
            throw new AEADBadTagException("shorter than its tag"); // the JDK would throw an unchecked exception
        }
        byte[] text = cipher(Cipher.DECRYPT_MODE, webhookId, sealed.nonce()).doFinal(sealed.ciphertext());
        return Secret.stored(new String(text, UTF_8));
    }

    private Cipher cipher(int mode, UUID webhookId, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(webhookId.getMostSignificantBits())
                .putLong(webhookId.getLeastSignificantBits())
                .flip());
        return cipher;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256 is missing from this Java runtime", e);
        }
    }

    @Override
    public String toString() {
        return "SealingKey[" + id + "]";
    }
}
