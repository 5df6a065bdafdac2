package io.processheat.webhook.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.standardwebhooks.Webhook;
import io.processheat.webhook.WebhookException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {

    private static final String LONG_ENOUGH = "0123456789abcdef01234567";

    @Test
    void aNewSecretIsWhsecAnd32RandomBytes() {
        Secret one = Secret.random(new SecureRandom());
        Secret other = Secret.random(new SecureRandom());

        assertEquals(32, Base64.getDecoder().decode(one.text().substring("whsec_".length())).length);
        assertEquals(32, one.standardKey().length);
        assertNotEquals(one.text(), other.text());
        assertEquals(List.of(), Secret.parse(one.text()).warnings());
    }

    @Test
    void theStandardKeyOfAWhsecSecretIsItsDecodedBytesAndTheWholeKeyItsText() {
        Secret secret = Secret.parse("whsec_" + base64(LONG_ENOUGH));

        assertArrayEquals(LONG_ENOUGH.getBytes(UTF_8), secret.standardKey());
        assertArrayEquals(("whsec_" + base64(LONG_ENOUGH)).getBytes(UTF_8), secret.wholeKey());
    }

    @Test
    void anyOtherSecretIsBothKeysInUtf8() {
        Secret secret = Secret.parse("schlüssel für den Kessel");

        assertArrayEquals("schlüssel für den Kessel".getBytes(UTF_8), secret.standardKey());
        assertArrayEquals(secret.standardKey(), secret.wholeKey());
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "   ", "with\nnewline-0123456789abcdef", "with\u0000nul", "with\u007fdelete", "half \ud83d pair",
            "whsec_", "whsec_A", "whsec_AA=", "whsec_A_-A", "whsec_AA AA", "whsec_====", "whsec_AAA=AAAA", "whsec_not base64!"})
    void isRefusedWhereItCannotBeASecret(String text) {
        WebhookException refusal = assertThrows(WebhookException.class, () -> Secret.parse(text));

        assertEquals(WebhookException.Reason.INVALID, refusal.reason());
        assertEquals("secret", refusal.field().orElseThrow());
        assertNull(refusal.getCause());
        if (text != null && text.length() > "whsec_".length()) {
            assertFalse(refusal.getMessage().contains(text.replace("whsec_", "")), refusal.getMessage());
        }
    }

    @Test
    void has512CharactersAtMost() {
        assertEquals(512, Secret.parse("x".repeat(512)).wholeKey().length);

        assertThrows(WebhookException.class, () -> Secret.parse("x".repeat(513)));
    }

    @Test
    void isAcceptedWithAWarningBelow24BytesOfKey() {
        assertEquals(List.of(), Secret.parse(LONG_ENOUGH).warnings());
        assertEquals(List.of(), Secret.parse("whsec_" + base64(LONG_ENOUGH)).warnings());

        assertTrue(warningOf(LONG_ENOUGH.substring(1)).contains("24 bytes"));
        assertTrue(warningOf("whsec_" + base64(LONG_ENOUGH.substring(1))).contains("24 bytes"));
    }

    @Test
    void isAcceptedWithAWarningWithoutPadding() {
        String unpadded = ("whsec_" + base64(LONG_ENOUGH + "5")).replace("=", "");

        assertArrayEquals((LONG_ENOUGH + "5").getBytes(UTF_8), Secret.parse(unpadded).standardKey());
        assertTrue(warningOf(unpadded).contains("padded"));
    }

    @Test
    void acceptsTheSameBase64AsTheLibrariesOfReceivers() {
        Map<String, Boolean> ours = new HashMap<>();
        Map<String, Boolean> standard = new HashMap<>();
        Map<String, Boolean> svix = new HashMap<>();
        for (String tail : List.of("", "A", "AA", "AAA", "AAAA", "AA==", "AA=", "AB==", "A+/A", "A_-A", "AA AA", "====", "=")) {
            String secret = "whsec_" + tail;
            ours.put(secret, accepts(() -> Secret.parse(secret)));
            standard.put(secret, accepts(() -> new Webhook(secret)));
            svix.put(secret, accepts(() -> new com.svix.Webhook(secret)));
        }

        assertEquals(standard, ours);
        assertEquals(svix, ours);
    }

    @Test
    void isMaskedInItsText() {
        assertEquals("Secret[masked]", Secret.parse(LONG_ENOUGH).toString());
    }

    private interface Parser {
        Object parse() throws Exception;
    }

    private static boolean accepts(Parser parser) {
        try {
            return parser.parse() != null;
        } catch (Exception refused) {
            return false;
        }
    }

    private static String warningOf(String text) {
        List<String> warnings = Secret.parse(text).warnings();
        assertEquals(1, warnings.size(), warnings::toString);
        return warnings.get(0);
    }

    private static String base64(String ascii) {
        return Base64.getEncoder().encodeToString(ascii.getBytes(UTF_8));
    }
}
