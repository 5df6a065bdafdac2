package io.processheat.demo.receiver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The signatures here were made with Python's hmac, over the same secret and bytes. */
class SignatureCheckTest {

    private static final SharedSecret SECRET = new SharedSecret("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
    private static final byte[] BODY =
            "{\"alarm_code\": \"STACK-TEMP-HIGH\", \"stack_temperature_c\": 412.0}".getBytes(StandardCharsets.UTF_8);
    private static final long SIGNED_AT = 1_700_000_000;

    private final Headers headers = new Headers();
    private Instant now = Instant.ofEpochSecond(SIGNED_AT + 1);

    SignatureCheckTest() {
        headers.set("X-Webhook-Signature", "sha256=21747eb1c44b25f83c344babd19e8eff3ac63a100e4efb2feb03aebe96918e58");
        headers.set("webhook-id", "evt_1");
        headers.set("webhook-timestamp", Long.toString(SIGNED_AT));
        headers.set("webhook-signature", "v1,GakqpPz9gqtvAz2ibbUc7TjV1Oa2kDtKBKabO5LtdjE=");
    }

    @Test
    void genuineRequestIsNotRefused() {
        assertEquals(Optional.empty(), refusal(BODY));
    }

    @Test
    void oneOfSeveralStandardSignaturesIsEnough() {
        headers.set("webhook-signature", "v1,AAAA " + headers.getFirst("webhook-signature"));
        assertEquals(Optional.empty(), refusal(BODY));
    }

    @Test
    void changedBodyIsRefused() {
        byte[] changed = BODY.clone();
        changed[changed.length - 3]++;
        assertTrue(refusal(changed).isPresent());
    }

    @Test
    void eachSignatureIsCheckedForItself() {
        String good = headers.getFirst("X-Webhook-Signature");
        headers.set("X-Webhook-Signature", "sha256=" + "0".repeat(64));
        assertTrue(refusal(BODY).orElseThrow().startsWith("X-Webhook-Signature"));
        headers.set("X-Webhook-Signature", good);
        headers.set("webhook-signature", "v1,AAAA");
        assertTrue(refusal(BODY).orElseThrow().startsWith("webhook-signature"));
    }

    @Test
    void missingHeadersAreRefused() {
        for (String name : headers.keySet().toArray(String[]::new)) {
            Headers without = new Headers();
            without.putAll(headers);
            without.remove(name);
            assertTrue(new SignatureCheck(SECRET, () -> now).refusal(without, BODY).isPresent(), name);
        }
    }

    @Test
    void requestOlderThanFiveMinutesIsRefusedAsReplayed() {
        now = Instant.ofEpochSecond(SIGNED_AT + 300);
        assertFalse(refusal(BODY).isPresent());
        now = Instant.ofEpochSecond(SIGNED_AT + 301);
        assertTrue(refusal(BODY).isPresent());
    }

    @Test
    void changedTimestampIsRefused() {
        headers.set("webhook-timestamp", Long.toString(SIGNED_AT + 1));
        assertTrue(refusal(BODY).isPresent());
        headers.set("webhook-timestamp", "soon");
        assertTrue(refusal(BODY).isPresent());
    }

    @Test
    void secretDoesNotShowItself() {
        assertFalse(SECRET.toString().contains("AAEC"));
    }

    private Optional<String> refusal(byte[] body) {
        return new SignatureCheck(SECRET, () -> now).refusal(headers, body);
    }
}
