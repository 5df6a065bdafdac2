package io.processheat.demo.receiver;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a receiver and the sender know and nobody else: signs as the wire format says. */
final class SharedSecret {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "whsec_";
    private static final int RANDOM_BYTES = 32;

    private final String text;
    private final byte[] standardKey;

    /** @param text in the form {@code whsec_<base64>} */
    SharedSecret(String text) {
        this.text = text;
        this.standardKey = Base64.getDecoder().decode(text.substring(PREFIX.length()));
    }

    static SharedSecret random() {
        byte[] key = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(key);
        return new SharedSecret(PREFIX + Base64.getEncoder().encodeToString(key));
    }

    String text() {
        return text;
    }

    /** Value of {@code X-Webhook-Signature}: keyed with the whole text of the secret. */
    String signature(byte[] body) {
        byte[] hmac = hmac(text.getBytes(StandardCharsets.UTF_8), body);
        return "sha256=" + HexFormat.of().formatHex(hmac);
    }

    /** Value of {@code webhook-signature}, as Standard Webhooks has it: keyed with the decoded bytes. */
    String standardSignature(String id, String timestamp, byte[] body) {
        byte[] start = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        return "v1," + Base64.getEncoder().encodeToString(hmac(standardKey, start, body));
    }

    private static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "SharedSecret[***]";
    }
}
