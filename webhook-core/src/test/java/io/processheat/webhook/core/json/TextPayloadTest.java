package io.processheat.webhook.core.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextPayloadTest {

    private final CanonicalJson json = new CanonicalJson("payload", 10_000, NonFinite.REFUSED);

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"b\":1,\"a\":2} | {\"a\": 2, \"b\": 1}",
        "{\"b\":{\"d\":1,\"c\":[{\"z\":0,\"y\":0}]},\"a\":2} | {\"a\": 2, \"b\": {\"c\": [{\"y\": 0, \"z\": 0}], \"d\": 1}}",
        "{\"a\":-0} | {\"a\": 0}",
        "{\"a\":-0.0} | {\"a\": -0.0}",
        "{\"a\":1E2} | {\"a\": 100.0}",
        "{\"a\":1e-400} | {\"a\": 0.0}",
        "{\"a\":123456789012345678901234567890} | {\"a\": 123456789012345678901234567890}",
        "{\"a\":[]} | {\"a\": []}",
        "{} | {}",
    })
    void isSortedAndSpaced(String in, String out) {
        assertEquals(out, canonical(in));
    }

    @Test
    void keepsSurrogateEscapesThatStandAlone() {
        assertEquals("{\"a\": \"\\udc00\\ud800\"}", canonical("{\"a\":\"\\uDC00\\uD800\"}"));
    }

    @Test
    void joinsEscapedSurrogatesForSorting() {
        assertEquals("{\"\\ue000\": 1, \"\\ud83d\\ude00\": 2}", canonical("{\"\\uD83D\\uDE00\":2,\"\\uE000\":1}"));
    }

    @Test
    void escapesDelete() {
        assertEquals("{\"a\": \"\\u007f\"}", canonical("{\"a\":\"\u007f\"}"));
    }

    @Test
    void skipsAByteOrderMark() {
        assertEquals("{\"a\": 1}", canonical("\uFEFF{\"a\":1}"));
    }

    @Test
    void refusesWhatIsNotUtf8AndSaysWhere() {
        byte[][] malformed = {
            {'{', '"', (byte) 0xff, '"', ':', '1', '}'},
            {'{', '"', (byte) 0xc0, (byte) 0x80, '"', ':', '1', '}'},
            {'{', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', ':', '1', '}'},
        };
        for (byte[] bytes : malformed) {
            WebhookException refusal = assertThrows(WebhookException.class, () -> json.of(bytes));
            assertEquals("payload: not UTF-8 at byte 2", refusal.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "1", "[]", "{}{}", "{} 1", "{\"a\":1,,}", "{\"a\" 1}", "{a:1}", "{\"a\":tru}", "{\"a\":1.}",
        "{\"a\":-}", "{\"a\":1_0}", "{\"a\":0x10}", "{\"a\":1}\u0000", "{\"a\":\"\\u12g4\"}", "{\"a\":[1,]}", "{\"a\":[1}", "# {}"})
    void refusesWhatIsNoJsonObject(String text) {
        assertEquals(Reason.INVALID, assertThrows(WebhookException.class, () -> canonical(text)).reason());
    }

    @Test
    void saysWhereTheTextIsBroken() {
        WebhookException refusal = assertThrows(WebhookException.class, () -> canonical("{\"a\": 1,\n \"b\": x}"));
        assertTrue(refusal.getMessage().startsWith("payload: not JSON at line 2, column 7: "), refusal.getMessage());
    }

    @Test
    void namesThePlaceOfANumberThatNoDoubleHolds() {
        WebhookException refusal =
                assertThrows(WebhookException.class, () -> canonical("{\"readings\":[1,{\"t °C\":-1e400}]}"));
        assertEquals("payload.readings[1][\"t \\u00b0C\"]: -Infinity is not a finite number", refusal.getMessage());
    }

    @Test
    void namesADuplicateKeyWhereverItStands() {
        WebhookException near = assertThrows(WebhookException.class, () -> canonical("{\"x\":{\"a\":1,\"a\":2}}"));
        assertEquals("payload.x.a: the key stands there twice", near.getMessage());
        assertThrows(WebhookException.class, () -> canonical("{\"b\":1,\"a\":2,\"b\":3}"));
    }

    @Test
    void takesDepthTwoHundredAndNoMore() {
        assertEquals(nested(200).replace(":", ": "), canonical(nested(200)));
        WebhookException refusal = assertThrows(WebhookException.class, () -> canonical(nested(201)));
        assertTrue(refusal.getMessage().endsWith("nested deeper than 200"));
        assertTrue(refusal.getMessage().length() < 300, "shortened");
    }

    @Test
    void takesAsManyDigitsAsPython() {
        assertEquals("{\"a\": -" + "7".repeat(4300) + "}", canonical("{\"a\":-" + "7".repeat(4300) + "}"));
        WebhookException refusal =
                assertThrows(WebhookException.class, () -> canonical("{\"a\":" + "7".repeat(4301) + "}"));
        assertEquals("payload.a: more than 4300 digits", refusal.getMessage());
        assertEquals("{\"a\": 0.3333333333333333}", canonical("{\"a\":0." + "3".repeat(9000) + "}"));
    }

    @Test
    void refusesEndlessDigitsQuickly() {
        CanonicalJson large = new CanonicalJson("payload", 16 << 20, NonFinite.REFUSED);
        byte[] digits = ("{\"a\":" + "7".repeat(16_000_000) + "}").getBytes(UTF_8);
        assertTimeout(Duration.ofSeconds(5), () -> assertThrows(WebhookException.class, () -> large.of(digits)));
    }

    @Test
    void takesCanonicalBytesUpToTheLimit() {
        String longest = "{\"a\": \"" + "x".repeat(10_000 - 9) + "\"}";
        assertEquals(longest, canonical(longest));
        WebhookException refusal = assertThrows(WebhookException.class, () -> canonical(longest.replace("x\"", "xx\"")));
        assertEquals(Reason.TOO_LARGE, refusal.reason());
        assertEquals("payload: more than 10000 bytes of canonical JSON", refusal.getMessage());
    }

    @Test
    void countsWhatEscapesAddToTheSize() {
        assertEquals(Reason.TOO_LARGE,
                assertThrows(WebhookException.class, () -> canonical("{\"a\":\"" + "é".repeat(2000) + "\"}")).reason());
    }

    @Test
    void doesNotReadATextFarAboveTheLimit() {
        String spaced = "{" + " ".repeat(80_000) + "}";
        assertEquals(Reason.TOO_LARGE, assertThrows(WebhookException.class, () -> canonical(spaced)).reason());
        assertEquals("{}", canonical("{" + " ".repeat(79_998) + "}"));
    }

    @Test
    void turnsNonFiniteNumbersToNullWhereAsked() {
        CanonicalJson forgiving = new CanonicalJson("payload", 1000, NonFinite.NULL);
        CanonicalJson.Result result = forgiving.of("{\"b\":[NaN,Infinity,-Infinity],\"a\":1e999}".getBytes(UTF_8));
        assertEquals("{\"a\": null, \"b\": [null, null, null]}", new String(result.bytes(), UTF_8));
        assertEquals(4, result.replacedNumbers());
    }

    private String canonical(String text) {
        return new String(json.of(text.getBytes(UTF_8)).bytes(), UTF_8);
    }

    private static String nested(int depth) {
        return "{\"a\":".repeat(depth - 1) + "{}" + "}".repeat(depth - 1);
    }
}
