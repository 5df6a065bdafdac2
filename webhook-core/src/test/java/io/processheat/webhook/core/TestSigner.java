package io.processheat.webhook.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import io.processheat.webhook.spi.SealedSecret;
import io.processheat.webhook.spi.Signer;
import java.util.List;
import java.util.UUID;

/** A test double that signs by saying so: the signature of a payload is {@code <secret>/<payload>}. */
final class TestSigner implements Signer {

    static final String KEY = "key";
    static final String MADE = "whsec_made";
    static final String SHORT = "short";

    /** The key of its file. */
    volatile String key = KEY;

    /** What a sealed secret of this double holds. */
    static String opened(SealedSecret sealed) {
        return new String(sealed.ciphertext(), UTF_8);
    }

    static String sign(String payload, String secret) {
        return secret + "/" + payload;
    }

    @Override
    public String newSecret() {
        return MADE;
    }

    @Override
    public List<String> check(String secret) {
        if (secret.isEmpty()) {
            throw new WebhookException(Reason.INVALID, "secret", "the secret is empty");
        }
        return secret.equals(SHORT) ? List.of("the secret is short") : List.of();
    }

    @Override
    public SealedSecret seal(UUID webhookId, String secret) {
        return new SealedSecret(KEY, new byte[12], secret.getBytes(UTF_8), Long.MAX_VALUE);
    }

    @Override
    public SigningKey open(UUID webhookId, List<SealedSecret> secrets) {
        if (!secrets.get(0).keyId().equals(key)) {
            throw new WebhookException(Reason.UNAVAILABLE, "the secret of webhook " + webhookId + " was sealed with another key");
        }
        return (eventId, timestamp, body) -> {
            throw new UnsupportedOperationException("only delivering needs it");
        };
    }

    @Override
    public boolean verify(byte[] payload, String signature, String secret) {
        return sign(new String(payload, UTF_8), secret).equals(signature);
    }
}
