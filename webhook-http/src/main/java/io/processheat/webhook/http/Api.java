package io.processheat.webhook.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** The REST API without its server: lets callers in, routes, and turns every failure into a problem document. */
final class Api {

    private static final String HEALTH = "/health";

    private final Tokens tokens;
    private final Settings settings;
    private final Router router;

    Api(Services services, Tokens tokens, Settings settings) {
        this.tokens = tokens;
        this.settings = settings;
        WebhookCalls webhooks = new WebhookCalls(services, settings.maxWebhookBytes());
        PauseCalls pauses = new PauseCalls(services, settings.maxWebhookBytes());
        RedeliveryCalls redeliveries = new RedeliveryCalls(services, settings.maxWebhookBytes());
        DeliveryCalls deliveries = new DeliveryCalls(services);
        this.router = new Router()
                .on("GET", "/webhooks", Handler.direct(webhooks::list))
                .on("POST", "/webhooks", Handler.direct(webhooks::register))
                .on("GET", "/webhooks/{id}", Handler.direct(webhooks::get))
                .on("PATCH", "/webhooks/{id}", Handler.direct(webhooks::update))
                .on("DELETE", "/webhooks/{id}", Handler.direct(webhooks::unregister))
                .on("POST", "/webhooks/{id}/test", webhooks::test)
                .on("POST", "/webhooks/{id}/pause", Handler.direct(pauses::pause))
                .on("POST", "/webhooks/{id}/resume", Handler.direct(pauses::resume))
                .on("POST", "/webhooks/{id}/recover", redeliveries::recover)
                .on("POST", "/webhooks/{id}/retry", redeliveries::retryFailed)
                .on("GET", "/webhooks/{id}/deliveries", Handler.direct(deliveries::list))
                .on("GET", "/deliveries/{id}", Handler.direct(deliveries::get))
                .on("POST", "/deliveries/{id}/retry", redeliveries::retry)
                .on("POST", "/backups", new BackupCall(services, settings.maxWebhookBytes()))
                .on("POST", "/events", new EventCall(services, settings.maxBodyBytes()))
                .on("GET", HEALTH, Handler.direct(new HealthCall(services)::answer));
    }

    /** A future that always completes with a response, in time; possibly on a thread that must not be held up. */
    CompletableFuture<Response> handle(Request request) {
        return answered(request)
                .handle((response, failure) -> failure == null ? response : Problems.answer(request, failure))
                .whenComplete((response, failure) -> request.body().release());
    }

    private CompletableFuture<Response> answered(Request request) {
        try {
            if (!isOpen(request) && !tokens.accept(request.authorization())) {
                return CompletableFuture.completedFuture(unauthorized());
            }
            Router.Match match = router.match(request);
            CompletionStage<Response> answer = match.handler().answer(match.call());
            // A stage of its own: timing out must not complete the manager's.
            return answer.thenApply(response -> response)
                    .toCompletableFuture()
                    .orTimeout(match.handler().patience(settings).toMillis(), TimeUnit.MILLISECONDS);
        } catch (RuntimeException | LinkageError e) { // a bundle being replaced shows as either
            return CompletableFuture.failedFuture(e);
        }
    }

    private static boolean isOpen(Request request) {
        return request.path().equals(HEALTH) && (request.method().equals("GET") || request.method().equals("HEAD"));
    }

    private static Response unauthorized() {
        return Problem.plain(401, "Unauthorized", "A valid token is needed: Authorization: Bearer <token>.")
                .toResponse().with("WWW-Authenticate", "Bearer realm=\"processheat-webhooks\"");
    }
}
