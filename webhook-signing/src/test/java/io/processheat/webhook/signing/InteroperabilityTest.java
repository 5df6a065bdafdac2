package io.processheat.webhook.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.processheat.webhook.spi.SealedSecret;
import io.processheat.webhook.spi.Signer.Signatures;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our signatures against the libraries that receivers verify with, which nobody here wrote. */
class InteroperabilityTest {

    private static final UUID WEBHOOK = UUID.fromString("0193a8d4-7c2e-7f3a-9b1d-2f6e8c4a5b70");
    private static final String EVENT = "0193a8d4-7c2e-7f3a-9b1d-2f6e8c4a5b71";
    private static final String BODY = "{\"message\": \"Kessel \u00fcber 451 \u00b0C\", \"value\": 451.5}";
    private static final String PLAIN = "a plain secret of an old receiver";

    @TempDir
    Path data;

    private HmacSigner signer;
    private String whsec;
    private long now;

    @BeforeEach
    void start() {
        signer = new HmacSigner(data, "");
        whsec = signer.newSecret();
    }

    @Test
    void standardWebhooksVerifiesWhatWeSign() {
        Map<String, List<String>> headers = headers(signNow(whsec).standardSignature());

        assertDoesNotThrow(() -> new Webhook(whsec).verify(BODY, headers));
        assertThrows(WebhookVerificationException.class, () -> new Webhook(signer.newSecret()).verify(BODY, headers));
        assertThrows(WebhookVerificationException.class, () -> new Webhook(whsec).verify(BODY + " ", headers));
    }

    @Test
    void svixVerifiesWhatWeSign() {
        Map<String, List<String>> headers = headers(signNow(whsec).standardSignature());

        assertDoesNotThrow(() -> new com.svix.Webhook(whsec).verify(BODY, headers));
        assertThrows(com.svix.exceptions.WebhookVerificationException.class,
                () -> new com.svix.Webhook(whsec).verify(BODY.replace("451", "20"), headers));
    }

    @Test
    void bothVerifyWithEitherSecretWhileTwoOverlap() {
        String older = signer.newSecret();
        SealedSecret sealedOlder = signer.seal(WEBHOOK, older);
        SealedSecret overlapping = new SealedSecret(
                sealedOlder.keyId(), sealedOlder.nonce(), sealedOlder.ciphertext(), System.currentTimeMillis() + 3_600_000);
        Map<String, List<String>> headers =
                headers(signNow(signer.seal(WEBHOOK, whsec), overlapping).standardSignature());

        for (String secret : List.of(whsec, older)) {
            assertDoesNotThrow(() -> new Webhook(secret).verify(BODY, headers));
            assertDoesNotThrow(() -> new com.svix.Webhook(secret).verify(BODY, headers));
        }
    }

    @Test
    void aPlainSecretVerifiesByItsBytes() {
        Map<String, List<String>> headers = headers(signNow(PLAIN).standardSignature());

        assertDoesNotThrow(() -> new Webhook(PLAIN.getBytes(UTF_8)).verify(BODY, headers));
        assertDoesNotThrow(() -> new com.svix.Webhook(PLAIN.getBytes(UTF_8)).verify(BODY, headers));
    }

    @Test
    void weSignWhatTheySign() throws Exception {
        long timestamp = 1_700_000_000L;

        String ours = signer.open(WEBHOOK, List.of(signer.seal(WEBHOOK, whsec)))
                .sign(EVENT, timestamp, BODY.getBytes(UTF_8))
                .standardSignature();

        assertEquals(new Webhook(whsec).sign(EVENT, timestamp, BODY), ours);
        assertEquals(new com.svix.Webhook(whsec).sign(EVENT, timestamp, BODY), ours);
    }

    private Signatures signNow(String secret) {
        return signNow(signer.seal(WEBHOOK, secret));
    }

    private Signatures signNow(SealedSecret... secrets) {
        now = System.currentTimeMillis() / 1000;
        return signer.open(WEBHOOK, List.of(secrets)).sign(EVENT, now, BODY.getBytes(UTF_8));
    }

    private Map<String, List<String>> headers(String standardSignature) {
        return Map.of(
                "webhook-id", List.of(EVENT),
                "webhook-timestamp", List.of(Long.toString(now)),
                "webhook-signature", List.of(standardSignature));
    }
}
