package io.processheat.webhook.core.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Finds single members in canonical bytes, without reading on behind them. */
public final class Members {

    private Members() {}

    /** The member's text where it is a string, its canonical digits where it is a number, else nothing. */
    public static Optional<String> text(byte[] canonical, String name) {
        return mayHave(canonical, name) ? find(canonical, name) : Optional.empty();
    }

    /** Most payloads have no such member, and to look for its name costs a tenth of parsing. */
    private static boolean mayHave(byte[] canonical, String name) {
        CanonicalOutput key = new CanonicalOutput(Integer.MAX_VALUE, NonFinite.REFUSED);
        key.string(name);
        return new String(canonical, StandardCharsets.US_ASCII).contains(new String(key.toByteArray(), StandardCharsets.US_ASCII));
    }

    private static Optional<String> find(byte[] canonical, String name) {
        try (JsonParser parser = JsonTexts.open(canonical, NonFinite.REFUSED)) {
            parser.nextToken();
            for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
                JsonToken value = parser.nextToken();
                if (key.equals(name)) {
                    boolean hasText = value == JsonToken.VALUE_STRING || value.isNumeric();
                    return hasText ? Optional.of(parser.getText()) : Optional.empty();
                }
                parser.skipChildren();
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("not canonical JSON", e);
        }
    }
}
