package io.processheat.webhook.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a JSON object strictly into plain values: strings, numbers, booleans, null, maps, lists. */
final class PlainJson {

    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonParser json;

    private PlainJson(JsonParser json) {
        this.json = json;
    }

    /** @throws Refusal 400 for what is no JSON object in UTF-8, or has a key twice; 422 for what cannot be stored */
    static Map<String, Object> object(byte[] body) {
        try (JsonParser json = FACTORY.createParser(decoded(body))) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new Refusal(Problem.malformed("The body must be a JSON object."));
            }
            Map<String, Object> object = new PlainJson(json).object();
            if (json.nextToken() != null) {
                throw new Refusal(Problem.malformed("There is more after the JSON object."));
            }
            return object;
        } catch (JsonProcessingException e) {
            throw malformed(e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    /** Says where, not what: Jackson's messages speak of its own switches. */
    static Refusal malformed(JsonProcessingException e) {
        String place = e.getLocation() == null
                ? ""
                : " at line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
        return new Refusal(Problem.malformed("The body is not well-formed JSON in UTF-8" + place + "."));
    }

    static Refusal duplicate(String key) {
        return new Refusal(Problem.malformed("The key \"" + key + "\" is there twice.").on(key));
    }

    /** @throws Refusal 400 for what is not UTF-8 */
    static String decoded(byte[] body) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException e) {
            throw new Refusal(Problem.malformed("The body is not valid UTF-8."));
        }
    }

    private Map<String, Object> object() throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = wellFormed(json.currentName());
            json.nextToken();
            if (object.containsKey(key)) {
                throw duplicate(key);
            }
            object.put(key, value());
        }
        return object;
    }

    private List<Object> array() throws IOException {
        List<Object> array = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            array.add(value());
        }
        return array;
    }

    private Object value() throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> wellFormed(json.getText());
            case VALUE_NUMBER_INT -> json.getNumberValue();
            case VALUE_NUMBER_FLOAT -> finite(json.getDoubleValue());
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            default -> null;
        };
    }

    private static Double finite(double number) {
        if (Double.isInfinite(number)) {
            throw new Refusal(Problem.invalidField(null, "A number is beyond what a double can hold."));
        }
        return number;
    }

    private static String wellFormed(String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new Refusal(Problem.invalidField(null, "A text holds half a surrogate pair, which is no character."));
        }
        return text;
    }
}
