package io.processheat.webhook.http;

import io.processheat.webhook.WebhookException;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a failure is to the client. */
final class Problems {

    /** For what is missing for a moment: a bundle being updated. */
    static final String SOON_SECONDS = "1";

    /** For a full store: somebody must make room, or deliveries must get through. */
    static final String LATER_SECONDS = "30";

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final Set<String> QUERY_PARAMETERS = Set.of("limit", "cursor", "status");

    private Problems() {}

    static Response answer(Request request, Throwable failure) {
        Throwable cause = unwrapped(failure);
        if (cause instanceof Refusal refusal) {
            return refusal.response();
        }
        if (cause instanceof WebhookException refused) {
            return answer(request, refused);
        }
        if (cause instanceof TimeoutException) {
            return Problem.plain(504, "Gateway Timeout", "No outcome in time. It is not known whether the call took effect;"
                    + " an event may be posted again with the same event_id.").toResponse();
        }
        return unexpected(request, cause);
    }

    private static Response answer(Request request, WebhookException refused) {
        String detail = refused.getMessage();
        String field = refused.field().orElse(null);
        return switch (refused.reason()) {
            case UNSUPPORTED_EVENT_TYPE ->
                Problem.typed(422, "unsupported-event-type", "Unsupported event type", detail)
                        .on(field != null ? field : typeField(request)).toResponse();
            case INVALID -> invalid(field, detail).toResponse();
            case NOT_FOUND -> Problem.notFound(detail).on(field).toResponse();
            case CONFLICT -> Problem.typed(409, "conflict", "Conflict", detail).on(field).toResponse();
            case TOO_LARGE -> Problem.tooLarge(detail).on(field).toResponse();
            case FULL -> Problem.typed(503, "full", "Store full", detail).toResponse().with("Retry-After", LATER_SECONDS);
            case UNAVAILABLE -> Problem.unavailable(detail).on(field).toResponse().with("Retry-After", SOON_SECONDS);
        };
    }

    private static String typeField(Request request) {
        return request.path().equals("/events") ? "event_type" : "events";
    }

    private static Problem invalid(String field, String detail) {
        return field != null && QUERY_PARAMETERS.contains(field)
                ? Problem.invalidParameter(field, detail)
                : Problem.invalidField(field, detail);
    }

    private static Response unexpected(Request request, Throwable cause) {
        UUID id = UUID.randomUUID();
        LOG.error("{} {} failed unexpectedly, answered with 500 and instance {}",
                request.method(), request.path().replaceAll("[^ -~]", "?"), id, cause);
        return Problem.plain(500, "Internal Server Error", "Something went wrong here; the log says more under this instance.")
                .instance("urn:uuid:" + id).toResponse();
    }

    private static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
