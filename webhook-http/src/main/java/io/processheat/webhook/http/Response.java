package io.processheat.webhook.http;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer, free of any servlet API. Its content becomes JSON text only when it is sent: answers are made on the
 * store's thread, which has better things to do.
 *
 * @param content plain values; null for no body
 */
record Response(int status, String contentType, Object content, Map<String, String> headers) {

    private static final Map<String, String> ALWAYS =
            Map.of("Cache-Control", "no-store", "X-Content-Type-Options", "nosniff");

    static Response json(int status, Object content) {
        return new Response(status, "application/json", content, Map.of());
    }

    static Response empty(int status) {
        return new Response(status, null, null, Map.of());
    }

    Response with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Response(status, contentType, content, Collections.unmodifiableMap(more));
    }

    Map<String, String> allHeaders() {
        Map<String, String> all = new LinkedHashMap<>(ALWAYS);
        all.putAll(headers);
        return all;
    }

    byte[] body() {
        return content == null ? new byte[0] : JsonText.write(content);
    }
}
