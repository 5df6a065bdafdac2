package io.processheat.webhook.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainJsonTest {

    @Test
    void readsEveryKindOfValue() {
        Map<String, Object> object = read("""
                {"text":"Überdruck 🔥","int":1,"long":5000000000,"big":100000000000000000000,"float":1.5,
                 "yes":true,"no":false,"nothing":null,"list":[1,[2]],"map":{"a":{}}}""");
        assertEquals(List.of("Überdruck 🔥", 1, 5_000_000_000L, new BigInteger("100000000000000000000"), 1.5, true, false),
                object.values().stream().limit(7).toList());
        assertEquals(null, object.get("nothing"));
        assertEquals(List.of(1, List.of(2)), object.get("list"));
        assertEquals(Map.of("a", Map.of()), object.get("map"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "[]", "\"x\"", "{", "{\"a\":1}x", "{\"a\":1} {}", "{'a':1}", "{\"a\":NaN}", "{\"a\":01}",
            "{\"a\":1,}", "{/**/}", "{\"a\":\"\u0001\"}", "\ufeff{}"})
    void refusesWhatIsNoJsonObject(String text) {
        assertRefused(400, null, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void refusesAKeyThatIsThereTwiceAtAnyDepth() {
        assertRefused(400, "b", "{\"a\":[{\"b\":1,\"\\u0062\":2}]}".getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32", "ISO-8859-1"})
    void refusesOtherEncodings(String charset) {
        assertRefused(400, null, "{\"a\":\"ä\"}".getBytes(Charset.forName(charset)));
    }

    @Test
    void refusesWhatCouldNotBeWrittenAgain() {
        assertRefused(422, null, "{\"a\":1e999}".getBytes(StandardCharsets.UTF_8));
        assertRefused(422, null, "{\"a\":\"\\ud800\"}".getBytes(StandardCharsets.UTF_8));
        assertRefused(422, null, "{\"\\udc00\":1}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void refusesBottomlessNestingWithoutOverflowingTheStack() {
        byte[] bottomless = new byte[1_000_000];
        Arrays.fill(bottomless, (byte) '[');
        byte[] start = "{\"a\":".getBytes(StandardCharsets.UTF_8);
        System.arraycopy(start, 0, bottomless, 0, start.length);
        assertRefused(400, null, bottomless);
    }

    @Test
    void halfASurrogatePairIsWrittenAsAQuestionMark() {
        assertEquals("{\"a\":\"?\",\"b\":\"ä🔥\"}", new String(
                JsonText.write(new TreeMap<>(Map.of("a", "\ud800", "b", "ä🔥"))), StandardCharsets.UTF_8));
    }

    private static Map<String, Object> read(String text) {
        return PlainJson.object(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertRefused(int status, String field, byte[] body) {
        Refusal refusal = assertThrows(Refusal.class, () -> PlainJson.object(body));
        ApiCalls.assertProblem(status, field, refusal.response());
    }
}
