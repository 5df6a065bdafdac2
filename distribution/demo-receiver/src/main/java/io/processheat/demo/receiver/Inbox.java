package io.processheat.demo.receiver;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Optional;

/** One person's receiver: believes nothing that is not signed. */
final class Inbox implements HttpHandler {

    private static final int NO_CONTENT = 204;
    private static final int UNAUTHORIZED = 401;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int TOO_LARGE = 413;
    private static final int UNAVAILABLE = 503;

    private static final int LARGEST_BODY = 1 << 20;
    private static final int NO_BODY = -1;

    private final Person person;
    private final SignatureCheck check;
    private final Outages outages;
    private final LiveView view;

    Inbox(Person person, SignatureCheck check, Outages outages, LiveView view) {
        this.person = person;
        this.check = check;
        this.outages = outages;
        this.view = view;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(answer(exchange), NO_BODY);
        }
    }

    private int answer(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            return METHOD_NOT_ALLOWED;
        }
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            return TOO_LARGE;
        }
        Headers headers = exchange.getRequestHeaders();
        Optional<String> refusal = check.refusal(headers, body);
        if (refusal.isPresent()) {
            view.refused(person, refusal.get());
            return UNAUTHORIZED;
        }
        return answer(received(headers, body));
    }

    private int answer(Received request) {
        if (outages.sendsAway(request)) {
            view.sentAway(request);
            return UNAVAILABLE;
        }
        view.accepted(request, outages.wasAway(request.deliveryId()));
        return NO_CONTENT;
    }

    private Received received(Headers headers, byte[] body) {
        return new Received(
                person, text(headers, "X-Event-Type"), text(headers, "X-Webhook-ID"), attempt(headers), body);
    }

    private static int attempt(Headers headers) {
        String attempt = text(headers, "X-Webhook-Attempt");
        return attempt.matches("\\d{1,4}") ? Integer.parseInt(attempt) : 1;
    }

    private static String text(Headers headers, String name) {
        String value = headers.getFirst(name);
        return value == null ? "" : value;
    }
}
