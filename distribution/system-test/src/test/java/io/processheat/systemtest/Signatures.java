package io.processheat.systemtest;

import com.sun.net.httpserver.Headers;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Checks signatures by the words of the wire format, with nothing of the product. */
final class Signatures {

    static final String SECRET = "a-secret-that-all-system-tests-share";

    private static final String ALGORITHM = "HmacSHA256";

    private Signatures() {}

    /** Whether both signatures of the request are right for the secret. */
    static boolean areGenuine(Headers headers, byte[] body) {
        byte[] timestamped = (headers.getFirst("webhook-id") + "." + headers.getFirst("webhook-timestamp") + ".")
                .getBytes(StandardCharsets.UTF_8);
        return ("sha256=" + HexFormat.of().formatHex(hmac(body))).equals(headers.getFirst("X-Webhook-Signature"))
                && ("v1," + Base64.getEncoder().encodeToString(hmac(timestamped, body)))
                        .equals(headers.getFirst("webhook-signature"));
    }

    static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] hmac(byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            for (byte[] part : parts) {
                text.writeBytes(part);
            }
            return mac.doFinal(text.toByteArray());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
