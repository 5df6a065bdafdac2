package io.processheat.webhook.delivery;

import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import io.processheat.webhook.spi.SealedSecret;
import io.processheat.webhook.spi.Signer;
import java.util.List;
import java.util.UUID;

/** Signs with what it was asked to sign, readable. */
final class StubSigner implements Signer {

    private volatile boolean locked;
    private int keys;
    private int signed;

    /** Whether secrets open. */
    void lock(boolean isLocked) {
        locked = isLocked;
    }

    @Override
    public SigningKey open(UUID webhookId, List<SealedSecret> secrets) {
        if (locked) {
            throw new WebhookException(Reason.UNAVAILABLE, "the key file is another one");
        }
        int key = ++keys;
        return (eventId, timestamp, body) -> {
            signed++;
            String whole = "sha256=" + body.length + (key == 1 ? "" : "." + key);
            return new Signatures(whole, "v1," + eventId + "." + timestamp + "." + body.length);
        };
    }

    /** How often something was signed. */
    int signed() {
        return signed;
    }

    /** How many keys were opened. */
    int keys() {
        return keys;
    }

    @Override
    public String newSecret() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> check(String secret) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SealedSecret seal(UUID webhookId, String secret) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean verify(byte[] payload, String signature, String secret) {
        throw new UnsupportedOperationException();
    }
}
