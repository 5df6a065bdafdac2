package io.processheat.webhook.delivery.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

    @ParameterizedTest
    @CsvSource({
        "https://example.com/hook, POST /hook HTTP/1.1, example.com",
        "https://example.com, POST / HTTP/1.1, example.com",
        "https://example.com?a=b&c, POST /?a=b&c HTTP/1.1, example.com",
        "HTTPS://Example.COM:443/Hook?Q=%2F, POST /Hook?Q=%2F HTTP/1.1, example.com",
        "https://example.com:8443/a//b/../c, POST /a//b/../c HTTP/1.1, example.com:8443",
        "https://example.com:80//x, POST //x HTTP/1.1, example.com:80",
        "http://example.com:80/, POST / HTTP/1.1, example.com",
        "http://my_service:8080/, POST / HTTP/1.1, my_service:8080",
        "https://bücher.example/grüße, POST /gr%C3%BC%C3%9Fe HTTP/1.1, xn--bcher-kva.example",
        "https://[2606:4700::1111]:8443/, POST / HTTP/1.1, [2606:4700::1111]:8443",
        "https://192.0.2.1/, POST / HTTP/1.1, 192.0.2.1",
    })
    void theRequestLineAndHostFollowFromTheUrl(String url, String requestLine, String host) {
        String head = new String(Target.parse(url).requestLineAndHost(), StandardCharsets.US_ASCII);
        assertEquals(requestLine + "\r\nHost: " + host + "\r\n", head);
    }

    @Test
    void tellsAddressesFromNames() {
        assertEquals("192.0.2.1", Target.parse("https://192.0.2.1/").literal().orElseThrow().getHostAddress());
        assertEquals(16, Target.parse("https://[::1]/").literal().orElseThrow().getAddress().length);
        assertEquals(Optional.empty(), Target.parse("https://example.com/").literal());
        assertEquals(Optional.empty(), Target.parse("https://1.2.3.4.example/").literal());
        assertEquals(Optional.empty(), Target.parse("https://0xdecaf.example/").literal());
    }

    @Test
    void theSchemeGivesTheDefaultPort() {
        assertEquals(443, Target.parse("https://example.com/").port());
        assertEquals(80, Target.parse("http://example.com/").port());
        assertFalse(Target.parse("https://example.com/").plainHttp());
        assertTrue(Target.parse("http://example.com/").plainHttp());
    }

    /** Each is 127.0.0.1 to some resolver or browser and something else to another. */
    @ParameterizedTest
    @ValueSource(strings = {
        "https://127.1/", "https://127.0.1/", "https://0x7f000001/", "https://0x7f.0.0.1/", "https://2130706433/",
        "https://017700000001/", "https://0177.0.0.1/", "https://127.0.0.01/", "https://127.0.0.1./", "https://127.0.0.0x1/",
        "https://1.2.3.4.5/", "https://256.0.0.1/", "https://0/", "https://example.1/", "https://１２７.1/", "https://[127.0.0.1]/"
    })
    void ambiguousAddressesAreRefused(String url) {
        assertInvalid(url);
    }

    @Test
    void fullWidthDigitsAreTheAddressTheySpell() {
        assertEquals("127.0.0.1", Target.parse("https://１２７。０。０。１/").literal().orElseThrow().getHostAddress());
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://example.com/, https",
        "example.com, https",
        "//example.com/, https",
        "'', ''",
        "https:///hook, host",
        "https:example.com, host",
        "https://user@example.com/, user name",
        "https://user:secret@example.com/, user name",
        "https://@example.com/, user name",
        "https://example.com/#top, fragment",
        "https://example.com/#, fragment",
        "https://example.com:0/, port",
        "https://example.com:65536/, port",
        "https://example.com:/, port",
        "https://example.com:+443/, port",
        "https://example.com:８０/, port",
        "https://example.com./, dot",
        "https://.example.com/, host name",
        "https://a..b/, host name",
        "https://-a.example/, host name",
        "https://a-.example/, host name",
        "https://exa%6Dple.com/, host name",
        "https://exa mple.com/, malformed",
        "' https://example.com/', malformed",
        "https://example.com/a b, malformed",
        "https://example.com/%zz, malformed",
        "https://example.com\\@10.0.0.1/, malformed",
        "https://[fe80::1%25eth0]/, zone",
        "https://[::1/, malformed",
        "https://[:::1]/, ''",
        "https://[v1.x]/, ''",
    })
    void refusesWhatIsNoUsableUrlAndSaysWhy(String url, String part) {
        String message = assertInvalid(url);
        assertTrue(message.contains(part), message);
        assertFalse(message.contains("secret"), message);
    }

    @Test
    void lineBreaksCannotGetIntoTheRequest() {
        assertInvalid("https://example.com/a\r\nX-Evil: 1");
        assertInvalid("https://example.com/a\u0085b");
    }

    @Test
    void aUrlHasAtMost2048Characters() {
        String longest = "https://example.com/" + "x".repeat(2048 - 20);
        assertEquals(longest, Target.parse(longest).toString());
        assertTrue(assertInvalid(longest + "x").contains("2048"));
        assertInvalid("https://" + "a".repeat(64) + ".example/");
        assertInvalid("https://" + "a.".repeat(130) + "example/");
    }

    private static String assertInvalid(String url) {
        WebhookException refused = assertThrows(WebhookException.class, () -> Target.parse(url), url);
        assertEquals(Reason.INVALID, refused.reason());
        assertEquals(Optional.of("url"), refused.field());
        return refused.getMessage();
    }
}
