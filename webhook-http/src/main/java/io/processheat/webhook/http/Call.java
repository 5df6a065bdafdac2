package io.processheat.webhook.http;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A request at its route.
 *
 * @param id what stood for {@code {id}} in the path, or null
 */
record Call(Request request, String id) {

    Query query(String... known) {
        return new Query(request.query(), Set.of(known));
    }

    /** @throws Refusal 400 without a body, 415 with one that does not claim to be JSON */
    byte[] requiredBody(int maxBytes) {
        byte[] body = optionalBody(maxBytes);
        if (body.length == 0) {
            throw new Refusal(Problem.malformed("This call needs a JSON body."));
        }
        return body;
    }

    byte[] optionalBody(int maxBytes) {
        byte[] body = request.body().read(maxBytes);
        if (body.length > 0 && !isJson(request.contentType())) {
            throw new Refusal(Problem.plain(415, "Unsupported Media Type", "The Content-Type must be application/json.")
                    .toResponse().with("Accept", "application/json"));
        }
        return body;
    }

    /** @throws Refusal for a query parameter, or a body other than {@code {}} */
    void takesNothing(int maxBytes) {
        query();
        byte[] body = optionalBody(maxBytes);
        if (body.length > 0) {
            new Fields(PlainJson.object(body), Set.of());
        }
    }

    private static boolean isJson(String contentType) {
        if (contentType == null) {
            return false;
        }
        List<String> parts = List.of(contentType.toLowerCase(Locale.ROOT).split(";", -1));
        return parts.get(0).strip().equals("application/json")
                && parts.stream().skip(1).map(String::strip).filter(part -> part.startsWith("charset="))
                        .allMatch(part -> part.equals("charset=utf-8") || part.equals("charset=\"utf-8\""));
    }
}
