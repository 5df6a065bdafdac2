package io.processheat.webhook.signing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.processheat.webhook.spi.Signer.Signatures;
import io.processheat.webhook.spi.Signer.SigningKey;
import java.util.Base64;
import java.util.List;

/** Signs for one webhook with its current secret and those that still overlap with it. */
final class WebhookSigningKey implements SigningKey {

    /**
     * The v1 key of one secret.
     *
     * @param notAfter until when it signs, ms since the epoch
     */
    record StandardKey(Hmac hmac, long notAfter) {

        static StandardKey of(Secret secret, long notAfter) {
            return new StandardKey(new Hmac(secret.standardKey()), notAfter);
        }

        private boolean signsAt(long unixSeconds) {
            return unixSeconds <= Math.floorDiv(notAfter, 1000L);
        }
    }

    private final Hmac whole;
    private final List<StandardKey> standard;

    /** @param standard the current one first, which always signs */
    WebhookSigningKey(Hmac whole, List<StandardKey> standard) {
        this.whole = whole;
        this.standard = List.copyOf(standard);
    }

    @Override
    public Signatures sign(String eventId, long timestamp, byte[] body) {
        return new Signatures(SignatureHeader.of(whole.of(body)), standardSignature(eventId, timestamp, body));
    }

    private String standardSignature(String eventId, long timestamp, byte[] body) {
        byte[] head = (eventId + '.' + timestamp + '.').getBytes(US_ASCII);
        StringBuilder header = new StringBuilder(48 * standard.size());
        for (int i = 0; i < standard.size(); i++) {
            StandardKey key = standard.get(i);
            if (i == 0 || key.signsAt(timestamp)) {
                header.append(i == 0 ? "v1," : " v1,").append(Base64.getEncoder().encodeToString(key.hmac().of(head, body)));
            }
        }
        return header.toString();
    }
}
