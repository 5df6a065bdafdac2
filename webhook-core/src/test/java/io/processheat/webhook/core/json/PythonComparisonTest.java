package io.processheat.webhook.core.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.WebhookException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random payloads, ours against a real Python; left out where there is none. */
class PythonComparisonTest {

    private static final long SEED = 20261124;

    private final RandomJson random = new RandomJson(SEED);
    private final CanonicalJson json = new CanonicalJson("payload", 1 << 20, NonFinite.REFUSED);

    @TempDir
    private Path folder;

    @Test
    void textsAndValuesHaveTheFormThatPythonGives() throws Exception {
        List<Map<String, Object>> values = new ArrayList<>();
        List<byte[]> texts = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            Map<String, Object> value = random.object(0);
            values.add(value);
            texts.add(random.text(value).getBytes(UTF_8));
        }
        List<Optional<String>> expected = Python.canonical(texts, folder);
        for (int i = 0; i < texts.size(); i++) {
            String text = new String(texts.get(i), UTF_8);
            assertEquals(expected.get(i), ofText(texts.get(i)), text);
            assertEquals(expected.get(i).orElseThrow(), new String(json.of(values.get(i)).bytes(), UTF_8), text);
        }
    }

    @Test
    void damagedTextsAreTakenOrRefusedAsPythonDoes() throws Exception {
        List<byte[]> texts = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            texts.add(random.damaged(random.text(random.object(1))));
        }
        List<Optional<String>> expected = Python.canonical(texts, folder);
        for (int i = 0; i < texts.size(); i++) {
            assertEquals(expected.get(i), ofText(texts.get(i)), new String(texts.get(i), UTF_8));
        }
        assertTrue(expected.stream().anyMatch(Optional::isPresent), "some survive");
    }

    @Test
    void doublesOfEveryMagnitudeHaveTheDigitsThatPythonGives() throws Exception {
        List<byte[]> texts = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            texts.add(("{\"v\":" + random.real() + "}").getBytes(UTF_8));
        }
        for (long bits = 1; bits < 2000; bits++) {
            texts.add(("{\"v\":" + Double.longBitsToDouble(bits) + "}").getBytes(UTF_8));
        }
        List<Optional<String>> expected = Python.canonical(texts, folder);
        for (int i = 0; i < texts.size(); i++) {
            assertEquals(expected.get(i), ofText(texts.get(i)));
        }
    }

    private Optional<String> ofText(byte[] text) {
        try {
            return Optional.of(new String(json.of(text).bytes(), UTF_8));
        } catch (WebhookException refused) {
            return Optional.empty();
        }
    }
}
