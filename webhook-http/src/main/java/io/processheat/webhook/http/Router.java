package io.processheat.webhook.http;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/** Finds the handler of a call by path and method. */
final class Router {

    private static final String ID = "{id}";

    private final Map<String, Map<String, Handler>> routes = new LinkedHashMap<>();

    /** @param template a path in which one segment may be {@code {id}} */
    Router on(String method, String template, Handler handler) {
        routes.computeIfAbsent(template, unused -> new LinkedHashMap<>()).put(method, handler);
        return this;
    }

    /** The call, bound to its handler. */
    record Match(Handler handler, Call call) {}

    /** @throws Refusal 404 for an unknown path, 405 for a method the path does not have */
    Match match(Request request) {
        String[] segments = request.path().split("/", -1);
        for (Map.Entry<String, Map<String, Handler>> route : routes.entrySet()) {
            String[] template = route.getKey().split("/", -1);
            if (fits(template, segments)) {
                return new Match(handler(request.method(), route.getValue()), new Call(request, id(template, segments)));
            }
        }
        throw new Refusal(Problem.plain(404, "Not Found", "There is nothing at this path."));
    }

    private static boolean fits(String[] template, String[] segments) {
        if (template.length != segments.length) {
            return false;
        }
        for (int i = 0; i < template.length; i++) {
            boolean same = template[i].equals(ID) ? !segments[i].isEmpty() : template[i].equals(segments[i]);
            if (!same) {
                return false;
            }
        }
        return true;
    }

    private static String id(String[] template, String[] segments) {
        for (int i = 0; i < template.length; i++) {
            if (template[i].equals(ID)) {
                return segments[i];
            }
        }
        return null;
    }

    private static Handler handler(String method, Map<String, Handler> byMethod) {
        String allowed = allowed(byMethod.keySet());
        if (method.equals("OPTIONS")) {
            return Handler.direct(call -> Response.empty(204).with("Allow", allowed));
        }
        Handler handler = byMethod.get(method.equals("HEAD") ? "GET" : method);
        if (handler == null) {
            throw new Refusal(Problem.plain(405, "Method Not Allowed", "This path has " + allowed + ".")
                    .toResponse().with("Allow", allowed));
        }
        return handler;
    }

    private static String allowed(Collection<String> methods) {
        TreeSet<String> allowed = new TreeSet<>(methods);
        allowed.add("OPTIONS");
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        return String.join(", ", allowed);
    }
}
