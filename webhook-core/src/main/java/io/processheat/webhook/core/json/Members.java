package io.processheat.webhook.core.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Finds single members in canonical bytes, without reading on behind them. */
public final class Members {

    private Members() {}

    /** The member's text where it is a string, its canonical digits where it is a number, else nothing. */
    public static Optional<String> text(byte[] canonical, String name) {
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
