package io.processheat.webhook.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import io.processheat.webhook.WebhookException;
import io.processheat.webhook.spi.SealedSecret;
import io.processheat.webhook.spi.Signer;
import io.processheat.webhook.spi.Signer.Signatures;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class HmacSignerTest {

    private static final UUID WEBHOOK = UUID.fromString("0193a8d4-7c2e-7f3a-9b1d-2f6e8c4a5b70");
    private static final byte[] BODY = "{\"a\": 1}".getBytes(UTF_8);
    private static final String SECRET = "a secret that the plant has had for years";

    @TempDir
    Path data;

    private HmacSigner signer;

    @BeforeEach
    void start() {
        signer = new HmacSigner(data, "");
    }

    @Test
    void whatItSignsItVerifies() {
        String signature = sign(SECRET).webhookSignature();

        assertTrue(signature.matches("sha256=[0-9a-f]{64}"), signature);
        assertTrue(signer.verify(BODY, signature, SECRET));
        assertTrue(signer.verify(BODY, signature.substring("sha256=".length()), SECRET));
        assertTrue(signer.verify(BODY, "sha256=" + signature.substring("sha256=".length()).toUpperCase(), SECRET));
    }

    @Test
    void whatIsTamperedWithOrSignedWithAnotherSecretIsNotVerified() {
        String signature = sign(SECRET).webhookSignature();
        byte[] tampered = BODY.clone();
        tampered[6] ^= 1;

        assertFalse(signer.verify(tampered, signature, SECRET));
        assertFalse(signer.verify(BODY, signature, SECRET + "r"));
        assertFalse(signer.verify(BODY, signature, ""));
        assertFalse(signer.verify(BODY, signature, null));
        assertFalse(signer.verify(BODY, withLastDigitChanged(signature), SECRET));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "sha256=", "sha256", "=", "zz", "sha1=aaaa", "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4="})
    void aMalformedSignatureIsFalse(String signature) {
        assertFalse(signer.verify(BODY, signature, SECRET));
    }

    @Test
    void aSignatureWithSomethingBeforeOrBehindItIsFalse() {
        String signature = sign(SECRET).webhookSignature();

        for (String other : List.of(" " + signature, signature + " ", signature + "00", signature + "\n", "sha256=" + signature,
                signature.replace("sha256", "SHA256"), signature.substring(0, signature.length() - 1))) {
            assertFalse(signer.verify(BODY, other, SECRET), other);
        }
    }

    @Test
    void anOverlappingSecretSignsStandardWebhooksUntilItsTime() {
        SealedSecret current = signer.seal(WEBHOOK, SECRET);
        SealedSecret older = until(1_700_000_000_500L, signer.seal(WEBHOOK, "the secret before that one, still valid"));
        Signer.SigningKey key = signer.open(WEBHOOK, List.of(current, older));

        String before = key.sign("e1", 1_700_000_000L, BODY).standardSignature();
        String after = key.sign("e1", 1_700_000_001L, BODY).standardSignature();

        assertEquals(2, before.split(" ").length, before);
        assertEquals(1, after.split(" ").length, after);
        assertEquals(sign(SECRET, 1_700_000_001L).standardSignature(), after);
        assertEquals(sign(SECRET).webhookSignature(), key.sign("e1", 1_700_000_000L, BODY).webhookSignature());
    }

    @Test
    void anExpiredSecretDoesNotKeepTheOthersBehindItFromSigning() {
        SealedSecret current = signer.seal(WEBHOOK, SECRET);
        SealedSecret expired = until(1_000L, signer.seal(WEBHOOK, "expired long ago, but not cleaned up"));
        SealedSecret valid = until(Long.MAX_VALUE - 1, signer.seal(WEBHOOK, "the one before, valid for ages"));

        String signature = signer.open(WEBHOOK, List.of(current, expired, valid)).sign("e1", 1_700_000_000L, BODY).standardSignature();

        assertEquals(2, signature.split(" ").length, signature);
    }

    @Test
    void sealingTheSameTwiceLooksDifferentAndOpensTheSameAfterARestart() {
        SealedSecret one = signer.seal(WEBHOOK, SECRET);
        SealedSecret other = signer.seal(WEBHOOK, SECRET);

        assertFalse(Arrays.equals(one.nonce(), other.nonce()));
        assertFalse(Arrays.equals(one.ciphertext(), other.ciphertext()));
        assertEquals(Long.MAX_VALUE, one.notAfter());
        assertEquals(sign(SECRET).webhookSignature(), signWith(new HmacSigner(data, ""), WEBHOOK, one));
    }

    @Test
    void aSecretOfAnotherKeyFileIsUnavailableAndSaysWhichKeyIsMissing() throws IOException {
        SealedSecret sealed = signer.seal(WEBHOOK, SECRET);
        Files.delete(data.resolve("secrets.key"));
        HmacSigner restarted = new HmacSigner(data, "");

        WebhookException failure = assertThrows(WebhookException.class, () -> restarted.open(WEBHOOK, List.of(sealed)));

        assertEquals(WebhookException.Reason.UNAVAILABLE, failure.reason());
        assertTrue(failure.getMessage().contains(sealed.keyId()), failure.getMessage());
        assertTrue(failure.getMessage().contains(data.resolve("secrets.key").toString()), failure.getMessage());
    }

    @Test
    void aSecretThatIsMovedToAnotherWebhookOrDamagedIsUnavailable() {
        SealedSecret sealed = signer.seal(WEBHOOK, SECRET);
        byte[] flipped = sealed.ciphertext().clone();
        flipped[0] ^= 1;
        SealedSecret damaged = new SealedSecret(sealed.keyId(), sealed.nonce(), flipped, sealed.notAfter());
        SealedSecret truncated = new SealedSecret(sealed.keyId(), sealed.nonce(), new byte[3], sealed.notAfter());
        SealedSecret withoutNonce = new SealedSecret(sealed.keyId(), new byte[0], sealed.ciphertext(), sealed.notAfter());

        assertUnavailable(UUID.randomUUID(), sealed);
        assertUnavailable(WEBHOOK, damaged);
        assertUnavailable(WEBHOOK, truncated);
        assertUnavailable(WEBHOOK, withoutNonce);
    }

    @Test
    void withoutAUsableKeyFileItStillVerifies() throws IOException {
        String signature = sign(SECRET).webhookSignature();
        Files.write(data.resolve("secrets.key"), new byte[5]);

        try (LogCapture log = new LogCapture()) {
            HmacSigner restarted = new HmacSigner(data, "");

            assertTrue(restarted.verify(BODY, signature, SECRET));
            assertEquals(1, log.at(Level.ERROR).size());
            assertThrows(WebhookException.class, () -> restarted.seal(WEBHOOK, SECRET));
        }
    }

    @Test
    void aChangedKeyFileServesFromThenOn() {
        SealedSecret before = signer.seal(WEBHOOK, SECRET);

        signer.reconfigure("other.key");

        assertTrue(Files.exists(data.resolve("other.key")));
        assertNotEquals(before.keyId(), signer.seal(WEBHOOK, SECRET).keyId());
        signer.reconfigure("");
        assertEquals(before.keyId(), signer.seal(WEBHOOK, SECRET).keyId());
    }

    @Test
    void aKeyFileThatIsNoPathIsRefusedByNameAndTheLastOneStays() {
        signer.reconfigure("other.key");
        SealedSecret before = signer.seal(WEBHOOK, SECRET);

        try (LogCapture log = new LogCapture()) {
            signer.reconfigure("no\u0000path");

            assertEquals(1, log.at(Level.ERROR).stream().filter(line -> line.contains("key.file")).count());
        }
        assertEquals(before.keyId(), signer.seal(WEBHOOK, SECRET).keyId());
    }

    @Test
    void aMisspeltKeyIsNamed() {
        HmacSigner.Config config = new HmacSigner.Config() {
            @Override
            public String key_file() {
                return "";
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return HmacSigner.Config.class;
            }
        };
        try (LogCapture log = new LogCapture()) {
            signer.modified(config, Map.of("keyfile", "other.key", "service.pid", HmacSigner.PID));

            assertEquals(List.of("Configuration io.processheat.webhook.signing has keys that mean nothing and are ignored:"
                    + " [keyfile]; those that do: [key.file]"), log.at(Level.WARN));
        }
    }

    @Test
    void nothingThatIsPrintedHoldsTheSecret() throws IOException {
        SealedSecret sealed = signer.seal(WEBHOOK, SECRET);
        String keyInHex = HexFormat.of().formatHex(Files.readAllBytes(data.resolve("secrets.key")));
        try (LogCapture log = new LogCapture()) {
            Signer.SigningKey key = new HmacSigner(data, "").open(WEBHOOK, List.of(sealed));
            WebhookException failure = assertThrows(
                    WebhookException.class, () -> signer.open(UUID.randomUUID(), List.of(sealed)));

            String printed = String.join(" ", signer.toString(), sealed.toString(), key.toString(), failure.toString(),
                    key.sign("e1", 1, BODY).toString(), failure.getCause().toString(),
                    log.at(Level.INFO).toString(), log.at(Level.WARN).toString(), log.at(Level.ERROR).toString());
            assertFalse(printed.contains(SECRET), printed);
            assertFalse(printed.contains(keyInHex), printed);
        }
        assertFalse(new String(sealed.ciphertext(), UTF_8).contains(SECRET));
    }

    private void assertUnavailable(UUID webhook, SealedSecret sealed) {
        WebhookException failure = assertThrows(WebhookException.class, () -> signer.open(webhook, List.of(sealed)));
        assertEquals(WebhookException.Reason.UNAVAILABLE, failure.reason());
    }

    private Signatures sign(String secret) {
        return sign(secret, 1_700_000_000L);
    }

    private Signatures sign(String secret, long timestamp) {
        return signer.open(WEBHOOK, List.of(signer.seal(WEBHOOK, secret))).sign("e1", timestamp, BODY);
    }

    private static String signWith(HmacSigner signer, UUID webhook, SealedSecret sealed) {
        return signer.open(webhook, List.of(sealed)).sign("e1", 1_700_000_000L, BODY).webhookSignature();
    }

    private static SealedSecret until(long notAfter, SealedSecret sealed) {
        return new SealedSecret(sealed.keyId(), sealed.nonce(), sealed.ciphertext(), notAfter);
    }

    private static String withLastDigitChanged(String signature) {
        char last = signature.charAt(signature.length() - 1);
        return signature.substring(0, signature.length() - 1) + (last == '0' ? '1' : '0');
    }
}
