package io.processheat.webhook.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SignaturesTest extends Scenario {

    private static final String SECRET = "s";
    private static final String CANONICAL = "{\"a\": 1, \"b\": 2}";
    private static final String RESPACED = "{\"b\":2,\"a\":1}";

    private final String signature = TestSigner.sign(CANONICAL, SECRET);

    @Test
    void verifiesBytesAsTheyAre() {
        assertTrue(manager.verifySignature(CANONICAL.getBytes(UTF_8), signature, SECRET));
        assertFalse(manager.verifySignature(RESPACED.getBytes(UTF_8), signature, SECRET));
    }

    @Test
    void verifiesATextAsItIsOrInItsCanonicalForm() {
        assertTrue(manager.verifySignature(CANONICAL, signature, SECRET));
        assertTrue(manager.verifySignature(RESPACED, signature, SECRET));
        assertTrue(manager.verifySignature(RESPACED, TestSigner.sign(RESPACED, SECRET), SECRET));
        assertFalse(manager.verifySignature("{\"a\":1}", signature, SECRET));
    }

    @Test
    void verifiesATextThatIsNoJsonAsItIs() {
        assertTrue(manager.verifySignature("no JSON", TestSigner.sign("no JSON", SECRET), SECRET));
        assertFalse(manager.verifySignature("no JSON", signature, SECRET));
    }

    @Test
    void verifiesTheCanonicalFormOfAMap() {
        assertTrue(manager.verifySignature(Map.of("b", 2, "a", 1), signature, SECRET));
        assertFalse(manager.verifySignature(Map.of("b", 2, "a", 2), signature, SECRET));
        assertFalse(manager.verifySignature(Map.of("b", new Object()), signature, SECRET));
        assertFalse(manager.verifySignature(CANONICAL, null, SECRET));
    }
}
