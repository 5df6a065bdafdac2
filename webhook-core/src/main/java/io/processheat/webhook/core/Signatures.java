package io.processheat.webhook.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.processheat.webhook.WebhookException;
import io.processheat.webhook.core.json.CanonicalJson;
import io.processheat.webhook.core.json.NonFinite;
import io.processheat.webhook.spi.Signer;
import java.util.Map;
import java.util.function.Supplier;

/** Verifies signatures as a receiver does, on the raw bytes or on the canonical form. */
final class Signatures {

    /** Not the limit in force: what was signed under a higher one must verify still. */
    private static final CanonicalJson JSON = new CanonicalJson("payload", CanonicalJson.LARGEST, NonFinite.REFUSED);

    private final Signer signer;

    Signatures(Signer signer) {
        this.signer = signer;
    }

    boolean verify(byte[] payload, String signature, String secret) {
        return signer.verify(payload, signature, secret);
    }

    boolean verify(String payload, String signature, String secret) {
        byte[] raw = payload.getBytes(UTF_8);
        return signer.verify(raw, signature, secret) || verifyCanonical(() -> JSON.of(raw), signature, secret);
    }

    boolean verify(Map<String, ?> payload, String signature, String secret) {
        return verifyCanonical(() -> JSON.of(payload), signature, secret);
    }

    private boolean verifyCanonical(Supplier<CanonicalJson.Result> form, String signature, String secret) {
        byte[] canonical;
        try {
            canonical = form.get().bytes();
        } catch (WebhookException neverSigned) {
            return false;
        }
        return signer.verify(canonical, signature, secret);
    }
}
