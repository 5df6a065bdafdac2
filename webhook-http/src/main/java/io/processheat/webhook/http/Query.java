package io.processheat.webhook.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Query parameters: only known ones, each once. */
final class Query {

    private final Map<String, String> values = new HashMap<>();

    /** @throws Refusal 400 naming the parameter */
    Query(String raw, Set<String> known) {
        if (raw == null || raw.isEmpty()) {
            return;
        }
        for (String pair : raw.split("&")) {
            String[] nameAndValue = pair.split("=", 2);
            String name = decoded(nameAndValue[0]);
            if (!known.contains(name)) {
                throw refused(name, "There is no query parameter \"" + name + "\" here.");
            }
            String value = nameAndValue.length == 2 ? decoded(nameAndValue[1]) : "";
            if (values.put(name, value) != null) {
                throw refused(name, "The query parameter \"" + name + "\" is there twice.");
            }
        }
    }

    static Refusal refused(String name, String detail) {
        return new Refusal(Problem.invalidParameter(name, detail));
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    int number(String name, int otherwise) {
        String text = values.get(name);
        if (text == null) {
            return otherwise;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw refused(name, "The query parameter \"" + name + "\" must be a whole number.");
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refusal(Problem.malformed("The query string has a malformed percent-encoding."));
        }
    }
}
