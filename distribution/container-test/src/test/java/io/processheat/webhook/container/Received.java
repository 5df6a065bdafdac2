package io.processheat.webhook.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;

import com.sun.net.httpserver.Headers;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A request as it came, with its raw body, and the receiver's own way of checking it. */
record Received(String method, Headers headers, byte[] body) {

    private static final String WHSEC = "whsec_";

    String header(String name) {
        return headers.getFirst(name);
    }

    String text() {
        return new String(body, UTF_8);
    }

    String eventId() {
        return header("webhook-id");
    }

    /** Both signatures, over the raw bytes. */
    void assertSignedWith(String secret) {
        String hex = HexFormat.of().formatHex(hmac(secret.getBytes(UTF_8), body));
        assertEquals("sha256=" + hex, header("X-Webhook-Signature"));

        byte[] prefix = (eventId() + "." + header("webhook-timestamp") + ".").getBytes(UTF_8);
        byte[] signed = new byte[prefix.length + body.length];
        System.arraycopy(prefix, 0, signed, 0, prefix.length);
        System.arraycopy(body, 0, signed, prefix.length, body.length);
        String base64 = Base64.getEncoder().encodeToString(hmac(standardKey(secret), signed));
        assertEquals("v1," + base64, header("webhook-signature"));
    }

    private static byte[] standardKey(String secret) {
        return secret.startsWith(WHSEC)
                ? Base64.getDecoder().decode(secret.substring(WHSEC.length()))
                : secret.getBytes(UTF_8);
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
