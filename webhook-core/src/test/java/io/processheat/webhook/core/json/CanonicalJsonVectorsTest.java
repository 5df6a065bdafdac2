package io.processheat.webhook.core.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every line of the vectors that the product promises to keep. */
class CanonicalJsonVectorsTest {

    private final CanonicalJson json = new CanonicalJson("payload", 1 << 20, NonFinite.REFUSED);

    @ParameterizedTest
    @MethodSource("accepted")
    void isWhatPythonGives(int line, byte[] in, String out) {
        assertEquals(out, new String(json.of(in).bytes(), UTF_8));
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void isItsOwnCanonicalForm(int line, byte[] in, String out) {
        assertEquals(out, new String(json.of(out.getBytes(UTF_8)).bytes(), UTF_8));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void isRefused(int line, byte[] in, String why) {
        WebhookException refusal = assertThrows(WebhookException.class, () -> json.of(in), why);
        assertEquals(Reason.INVALID, refusal.reason());
        assertEquals("payload", refusal.field().orElseThrow());
    }

    static Stream<Arguments> accepted() throws IOException {
        return lines("out");
    }

    static Stream<Arguments> refused() throws IOException {
        return lines("error");
    }

    private static Stream<Arguments> lines(String kind) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        Stream.Builder<Arguments> vectors = Stream.builder();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                CanonicalJsonVectorsTest.class.getResourceAsStream("/canonical-json.jsonl"), UTF_8))) {
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                JsonNode vector = mapper.readTree(line);
                number++;
                if (vector.has(kind)) {
                    byte[] in = vector.get("in").textValue().getBytes(UTF_8);
                    vectors.add(Arguments.of(number, in, vector.get(kind).textValue()));
                }
            }
        }
        return vectors.build();
    }
}
