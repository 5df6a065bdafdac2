package io.processheat.webhook.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** An error as RFC 9457 has it: what the client is told, and nothing about our insides. */
record Problem(int status, String type, String title, String detail, String field, String instance) {

    private static final String OURS = "urn:processheat:problem:";

    /** One that says no more than its HTTP status does. */
    static Problem plain(int status, String title, String detail) {
        return new Problem(status, "about:blank", title, detail, null, null);
    }

    static Problem typed(int status, String name, String title, String detail) {
        return new Problem(status, OURS + name, title, detail, null, null);
    }

    static Problem malformed(String detail) {
        return typed(400, "malformed", "Malformed request", detail);
    }

    static Problem invalidParameter(String parameter, String detail) {
        return typed(400, "invalid", "Invalid value", detail).on(parameter);
    }

    static Problem invalidField(String field, String detail) {
        return typed(422, "invalid", "Invalid value", detail).on(field);
    }

    static Problem notFound(String detail) {
        return typed(404, "not-found", "Not found", detail);
    }

    static Problem tooLarge(String detail) {
        return typed(413, "too-large", "Too large", detail);
    }

    static Problem unavailable(String detail) {
        return typed(503, "unavailable", "Temporarily unavailable", detail);
    }

    /** The same, blaming a field or query parameter by its REST name. */
    Problem on(String blamed) {
        return new Problem(status, type, title, detail, blamed, instance);
    }

    /** The same, with a name under which the log tells more. */
    Problem instance(String uri) {
        return new Problem(status, type, title, detail, field, uri);
    }

    Response toResponse() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", type);
        members.put("title", title);
        members.put("status", status);
        members.put("detail", detail);
        if (field != null) {
            members.put("field", field);
        }
        if (instance != null) {
            members.put("instance", instance);
        }
        return new Response(status, "application/problem+json", members, Map.of());
    }
}
