package io.processheat.webhook.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.processheat.webhook.WebhookEvent;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventEnvelopeTest {

    @Test
    void readsEveryField() {
        WebhookEvent event = read("""
                {"webhook_ids":["b","a","b"],"event_time":"2026-11-23T22:05:00.123+01:00","event_id":"e-1",
                 "payload":{"t":1},"event_type":"alarm.triggered","ordering_key":"A-17",
                 "expires_at":"2030-01-01T01:00:00+01:00"}""");
        assertEquals(Optional.of("A-17"), event.orderingKey());
        assertEquals(Optional.of(Instant.parse("2030-01-01T00:00:00Z")), event.expiresAt());
        assertEquals("alarm.triggered", event.type());
        assertEquals(Optional.of("e-1"), event.id());
        assertEquals(Optional.of(Instant.parse("2026-11-23T21:05:00.123Z")), event.time());
        assertEquals(Optional.of(Set.of("a", "b")), event.webhookIds().map(Set::copyOf));
        assertEquals("{\"t\":1}", payload(event));
    }

    @Test
    void optionalFieldsMayBeAbsentOrNull() {
        for (String more : new String[] {"", ",\"event_id\":null,\"event_time\":null,\"webhook_ids\":null,"
                + "\"ordering_key\":null,\"expires_at\":null"}) {
            WebhookEvent event = read("{\"event_type\":\"t\",\"payload\":{}" + more + "}");
            assertEquals(Optional.empty(), event.id());
            assertEquals(Optional.empty(), event.time());
            assertEquals(Optional.empty(), event.webhookIds());
            assertEquals(Optional.empty(), event.orderingKey());
            assertEquals(Optional.empty(), event.expiresAt());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{}",
        "{ \"n\" : 1.000000000000000000000000000000001E+5 , \"m\":-0.0 }",
        "{\"same\":1,\"same\":2}",
        "{\"t\":\"}{\\\"\\\\\",\"u\":\"ä🔥\\ud83d\\udd25\"}",
        "{\"a\":[[[{\"b\":[{}]}]]],\n\t\"c\":null}",
        "{\"\\ud83d\\udd25\":1,\"\\udfff\":{\"\\ud83d\\ude00\":2,\"\\u00e4🔥\":3}}",
        "{\"n\":1e999}"
    })
    void thePayloadIsCutOutAsItCame(String payload) {
        assertEquals(payload, payload(read(
                "{\"event_type\":\"ä🔥\\u00e4\", \n\"payload\" :\t" + payload + " ,\"event_id\":\"ü\"}")));
        assertEquals(payload, payload(read(" {\"payload\":" + payload + ",\"event_type\":\"x\"} \n")));
    }

    @Test
    void thePayloadIsCutOutWhereverItLies() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            String payload = "{\"k\":\"" + noise(random) + "\",\"l\":[" + random.nextInt() + "]}";
            String body = noiseSpace(random) + "{\"event_id\":\"" + noise(random) + "\"," + noiseSpace(random)
                    + "\"payload\"" + noiseSpace(random) + ":" + noiseSpace(random) + payload
                    + noiseSpace(random) + ",\"event_type\":\"" + noise(random) + "\"}";
            assertEquals(payload, payload(read(body)), body);
        }
    }

    @Test
    void aLongNameIsLeftToCore() {
        String payload = "{\"" + "k".repeat(200_000) + "\":1}";
        assertEquals(payload, payload(read("{\"event_type\":\"t\",\"payload\":" + payload + "}")));
    }

    @Test
    void aNumberOfManyDigitsIsLeftToCore() {
        String payload = "{\"n\":0." + "1".repeat(100_000) + "}";
        assertEquals(payload, payload(read("{\"event_type\":\"t\",\"payload\":" + payload + "}")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"payload\":{}}|event_type",
        "{\"event_type\":null,\"payload\":{}}|event_type",
        "{\"event_type\":5,\"payload\":{}}|event_type",
        "{\"event_type\":\"t\"}|payload",
        "{\"event_type\":\"t\",\"payload\":null}|payload",
        "{\"event_type\":\"t\",\"payload\":[]}|payload",
        "{\"event_type\":\"t\",\"payload\":\"{}\"}|payload",
        "{\"event_type\":\"t\",\"payload\":{},\"event_id\":1}|event_id",
        "{\"event_type\":\"t\",\"payload\":{},\"event_time\":\"yesterday\"}|event_time",
        "{\"event_type\":\"t\",\"payload\":{},\"event_time\":\"2026-11-23T21:05:00\"}|event_time",
        "{\"event_type\":\"t\",\"payload\":{},\"event_time\":\"+99999-01-01T00:00:00Z\"}|event_time",
        "{\"event_type\":\"t\",\"payload\":{},\"event_time\":1700000000}|event_time",
        "{\"event_type\":\"t\",\"payload\":{},\"webhook_ids\":\"a\"}|webhook_ids",
        "{\"event_type\":\"t\",\"payload\":{},\"webhook_ids\":[1]}|webhook_ids",
        "{\"event_type\":\"t\",\"payload\":{},\"webhook_ids\":[null]}|webhook_ids",
        "{\"event_type\":\"t\",\"payload\":{},\"ordering_key\":17}|ordering_key",
        "{\"event_type\":\"t\",\"payload\":{},\"expires_at\":\"PT1H\"}|expires_at",
        "{\"event_type\":\"t\",\"payload\":{},\"eventtype\":\"t\"}|eventtype"
    })
    void namesTheFieldThatIsWrong(String body, String field) {
        assertRefused(422, field, body.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{\"event_type\":\"t\",\"payload\":{}", "{\"event_type\":\"t\",\"payload\":{}}x",
        "{\"event_type\":\"t\",\"payload\":{\"n\":NaN}}", "{\"event_type\":\"t\",\"payload\":{]}", "\ufeff{}"})
    void refusesMalformedJson(String body) {
        assertRefused(400, null, body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void refusesAFieldThatIsThereTwiceHoweverItIsWritten() {
        assertRefused(400, "event_type", "{\"event_type\":\"a\",\"payload\":{},\"event\\u005ftype\":\"b\"}"
                .getBytes(StandardCharsets.UTF_8));
        assertRefused(400, "payload", "{\"event_type\":\"a\",\"payload\":{},\"payload\":{}}".getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32"})
    void refusesOtherEncodings(String charset) {
        assertRefused(400, null, "{\"event_type\":\"t\",\"payload\":{}}".getBytes(Charset.forName(charset)));
    }

    @Test
    void refusesBottomlessNesting() {
        byte[] body = new byte[1_000_000];
        Arrays.fill(body, (byte) '[');
        byte[] start = "{\"event_type\":\"t\",\"payload\":{\"a\":".getBytes(StandardCharsets.UTF_8);
        System.arraycopy(start, 0, body, 0, start.length);
        assertRefused(400, null, body);
    }

    private static WebhookEvent read(String body) {
        return EventEnvelope.read(body.getBytes(StandardCharsets.UTF_8));
    }

    private static String payload(WebhookEvent event) {
        return new String(event.payloadJson().orElseThrow(), StandardCharsets.UTF_8);
    }

    private static String noise(Random random) {
        String[] pieces = {"a", "ä", "€", "🔥", "\\n", "\\\"", "\\u00e4", "{", "}", "[", " "};
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(pieces[random.nextInt(pieces.length)]);
        }
        return text.toString();
    }

    private static String noiseSpace(Random random) {
        return new String[] {"", " ", "\n", "\r\n\t", "   "}[random.nextInt(5)];
    }

    private static void assertRefused(int status, String field, byte[] body) {
        Refusal refusal = assertThrows(Refusal.class, () -> EventEnvelope.read(body));
        ApiCalls.assertProblem(status, field, refusal.response());
    }
}
