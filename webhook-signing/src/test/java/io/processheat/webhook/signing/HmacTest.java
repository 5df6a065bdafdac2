package io.processheat.webhook.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HmacTest {

    private static final HexFormat HEX = HexFormat.of();

    /** RFC 4231, section 4, cases 1 to 4, 6 and 7 (case 5 is about truncation). */
    static Stream<Arguments> rfc4231() {
        return Stream.of(
                Arguments.of("0b".repeat(20), text("Hi There"),
                        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
                Arguments.of(text("Jefe"), text("what do ya want for nothing?"),
                        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
                Arguments.of("aa".repeat(20), "dd".repeat(50),
                        "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
                Arguments.of("0102030405060708090a0b0c0d0e0f10111213141516171819", "cd".repeat(50),
                        "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"),
                Arguments.of("aa".repeat(131), text("Test Using Larger Than Block-Size Key - Hash Key First"),
                        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
                Arguments.of("aa".repeat(131),
                        text("This is a test using a larger than block-size key and a larger than block-size data."
                                + " The key needs to be hashed before being used by the HMAC algorithm."),
                        "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"));
    }

    @ParameterizedTest
    @MethodSource("rfc4231")
    void agreesWithRfc4231(String key, String data, String expected) {
        assertEquals(expected, HEX.formatHex(new Hmac(HEX.parseHex(key)).of(HEX.parseHex(data))));
    }

    @Test
    void partsCountAsTheirConcatenation() {
        Hmac hmac = new Hmac("key".getBytes(UTF_8));

        assertArrayEquals(hmac.of("id.1.body".getBytes(UTF_8)), hmac.of("id.1.".getBytes(UTF_8), "body".getBytes(UTF_8)));
    }

    @Test
    void threadsDoNotDisturbEachOther() {
        Hmac hmac = new Hmac("key".getBytes(UTF_8));
        List<byte[]> bodies = IntStream.range(0, 4000).mapToObj(i -> ("body " + i).repeat(50).getBytes(UTF_8)).toList();

        List<String> alone = bodies.stream().map(hmac::of).map(HEX::formatHex).toList();
        List<String> together = bodies.parallelStream().map(hmac::of).map(HEX::formatHex).toList();

        assertEquals(alone, together);
    }

    @Test
    void agreesWithPython() throws Exception {
        byte[] body = "{\"temperature\": 451.5, \"unit\": \"\u00b0C\"}".getBytes(UTF_8);
        byte[] key = "boiler \u00e9 secret".getBytes(UTF_8);

        assertEquals(hmacByPython(key, body), HEX.formatHex(new Hmac(key).of(body)));
    }

    private static String hmacByPython(byte[] key, byte[] body) throws IOException, InterruptedException {
        String script = "import hmac, sys; k, b = map(bytes.fromhex, sys.argv[1:]); print(hmac.new(k, b, 'sha256').hexdigest())";
        assumeTrue(isOnPath("python3"), "python3 is not installed");
        Process python = new ProcessBuilder("python3", "-c", script, HEX.formatHex(key), HEX.formatHex(body))
                .redirectErrorStream(true)
                .start();
        String output = new String(python.getInputStream().readAllBytes(), UTF_8);
        assertTrue(python.waitFor(30, TimeUnit.SECONDS) && python.exitValue() == 0, output);
        return output.strip();
    }

    private static boolean isOnPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> new File(folder, program).canExecute());
    }

    private static String text(String ascii) {
        return HEX.formatHex(ascii.getBytes(UTF_8));
    }
}
