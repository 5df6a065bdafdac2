package io.processheat.webhook.core.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Opens parsers on UTF-8 texts. */
final class JsonTexts {

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final JsonFactory STRICT = factory(false);
    private static final JsonFactory WITH_NAN = factory(true);

    private JsonTexts() {}

    static JsonParser open(byte[] utf8, NonFinite nonFinite) throws IOException {
        CharBuffer text = decode(utf8);
        // Python's json.loads skips the mark as well.
        int start = text.length() > 0 && text.get(0) == BYTE_ORDER_MARK ? 1 : 0;
        JsonFactory factory = nonFinite == NonFinite.NULL ? WITH_NAN : STRICT;
        return factory.createParser(text.array(), start, text.length() - start);
    }

    /** Jackson would take overlong forms and encoded surrogates; the JDK does not. */
    private static CharBuffer decode(byte[] utf8) {
        ByteBuffer bytes = ByteBuffer.wrap(utf8);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes);
        } catch (CharacterCodingException e) {
            throw new Refusal("not UTF-8 at byte " + bytes.position());
        }
    }

    /**
     * Names are not kept in Jackson's symbol table, which all parsers share and a caller could fill. Lengths are bounded
     * by the text itself.
     */
    private static JsonFactory factory(boolean nan) {
        return JsonFactory.builder()
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .configure(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS, nan)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNameLength(Integer.MAX_VALUE)
                        .maxNumberLength(Integer.MAX_VALUE)
                        .maxStringLength(Integer.MAX_VALUE)
                        .build())
                .build();
    }
}
