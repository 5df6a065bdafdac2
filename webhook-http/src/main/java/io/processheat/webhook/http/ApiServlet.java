package io.processheat.webhook.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adapts the API to the jakarta servlet API, and knows nothing else. */
final class ApiServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(ApiServlet.class);

    private transient volatile Serving serving;

    ApiServlet(Serving serving) {
        this.serving = serving;
    }

    /** From the next request on. */
    void serve(Serving next) {
        this.serving = next;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Serving current = serving;
        Body body = current.body(request::getInputStream, request.getContentLengthLong());
        CompletableFuture<Response> answer = current.api().handle(adapted(request, body));
        if (!answer.isDone() && request.isAsyncSupported()) {
            sendLater(answer, request.startAsync());
        } else {
            send(answer.join(), request, response);
            if (clientMayStillSend(request, body)) {
                Drain.start(request, current.settings());
            }
        }
    }

    private static Request adapted(HttpServletRequest request, Body body) {
        return new Request(
                request.getMethod(),
                unlessAmbiguous(() -> request.getContextPath() + request.getServletPath()),
                unlessAmbiguous(request::getPathInfo),
                request.getQueryString(),
                request.getHeader("Authorization"),
                request.getContentType(),
                body);
    }

    /** A lenient Jetty hands on paths with {@code %2F} and the like but throws when asked for them: there is nothing there. */
    private static String unlessAmbiguous(Supplier<String> path) {
        try {
            return Objects.requireNonNullElse(path.get(), "");
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** The answer completes on a thread of the store or a timer, which must not write to a client's socket. */
    private static void sendLater(CompletableFuture<Response> answer, AsyncContext async) {
        async.setTimeout(0); // the answer times out by itself
        answer.thenAccept(response -> async.start(() -> finish(response, async))).exceptionally(failure -> {
            LOG.warn("An answer could not be handed to the HTTP server", failure);
            return null;
        });
    }

    private static void finish(Response response, AsyncContext async) {
        try {
            send(response, (HttpServletRequest) async.getRequest(), (HttpServletResponse) async.getResponse());
        } catch (IOException e) {
            LOG.debug("The client left before its answer was there", e);
        } finally {
            async.complete();
        }
    }

    private static void send(Response answer, HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] body = answer.body();
        response.setStatus(answer.status());
        answer.allHeaders().forEach(response::setHeader);
        if (answer.contentType() != null) {
            response.setContentType(answer.contentType());
            response.setContentLength(body.length);
        }
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(body);
        }
        response.flushBuffer();
    }

    /** A client that waits for a go-ahead and never got one sends nothing. */
    private static boolean clientMayStillSend(HttpServletRequest request, Body body) {
        boolean announced = request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
        boolean invited = body.opened() || request.getHeader("Expect") == null;
        return announced && invited && !body.exhausted() && request.isAsyncSupported();
    }
}
