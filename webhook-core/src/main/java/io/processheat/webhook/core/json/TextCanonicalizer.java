package io.processheat.webhook.core.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.processheat.webhook.core.json.CanonicalOutput.Member;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the canonical form of a JSON text while reading it: members are written as they come and put in order at the
 * end of their object, so no tree is built.
 */
final class TextCanonicalizer {

    private final JsonParser parser;
    private final CanonicalOutput out;
    private int depth;

    TextCanonicalizer(JsonParser parser, CanonicalOutput out) {
        this.parser = parser;
        this.out = out;
    }

    void document() throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw new Refusal("empty, a JSON object is expected");
        }
        if (first != JsonToken.START_OBJECT) {
            throw new Refusal("not a JSON object");
        }
        object();
        if (parser.nextToken() != null) {
            throw new Refusal("something follows the JSON object");
        }
    }

    private void object() throws IOException {
        Nesting.check(++depth);
        out.ascii("{");
        int start = out.size();
        List<Member> members = new ArrayList<>();
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            if (!members.isEmpty()) {
                out.comma();
            }
            members.add(member(key));
        }
        if (!strictlyAscending(members)) {
            members.sort((a, b) -> CodePointOrder.INSTANCE.compare(a.key(), b.key()));
            refuseDuplicates(members);
            out.rearrange(start, members);
        }
        out.ascii("}");
        depth--;
    }

    private Member member(String key) throws IOException {
        int from = out.size();
        out.string(key);
        out.colon();
        parser.nextToken();
        try {
            value();
        } catch (Refusal e) {
            throw e.under(key);
        }
        return new Member(key, from, out.size());
    }

    private void array() throws IOException {
        Nesting.check(++depth);
        out.ascii("[");
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
            if (i > 0) {
                out.comma();
            }
            try {
                value();
            } catch (Refusal e) {
                throw e.under(i);
            }
        }
        out.ascii("]");
        depth--;
    }

    private void value() throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> out.string(parser.getText());
            case VALUE_NUMBER_INT -> out.ascii(Digits.canonical(parser.getText()));
            case VALUE_NUMBER_FLOAT -> number();
            default -> out.ascii(parser.getText());
        }
    }

    private void number() throws IOException {
        String text = parser.getText();
        if (parser.isNaN()) {
            out.nonFinite(text);
        } else {
            out.number(Double.parseDouble(text));
        }
    }

    private static boolean strictlyAscending(List<Member> members) {
        for (int i = 1; i < members.size(); i++) {
            if (CodePointOrder.INSTANCE.compare(members.get(i - 1).key(), members.get(i).key()) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static void refuseDuplicates(List<Member> sorted) {
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i - 1).key().equals(sorted.get(i).key())) {
                throw new Refusal("the key stands there twice").under(sorted.get(i).key());
            }
        }
    }
}
