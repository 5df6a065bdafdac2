package io.processheat.webhook.http;

import io.processheat.webhook.Redelivery;
import io.processheat.webhook.WebhookSubscriberManager;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** The calls that deliver what was missed, or deliver again. */
final class RedeliveryCalls {

    private static final Set<String> RANGE = Set.of("since", "until");

    private final Services services;
    private final int maxBodyBytes;

    RedeliveryCalls(Services services, int maxBodyBytes) {
        this.services = services;
        this.maxBodyBytes = maxBodyBytes;
    }

    CompletionStage<Response> recover(Call call) {
        return page(call, WebhookSubscriberManager::recoverWebhook);
    }

    CompletionStage<Response> retryFailed(Call call) {
        return page(call, WebhookSubscriberManager::retryFailed);
    }

    CompletionStage<Response> retry(Call call) {
        call.takesNothing(maxBodyBytes);
        return services.manager().retryDelivery(call.id()).thenApply(delivery ->
                Response.json(202, Views.of(delivery)).with("Location", call.request().base() + "/deliveries/" + delivery.id()));
    }

    private CompletionStage<Response> page(Call call, Pages pages) {
        String cursor = call.query("cursor").text("cursor").orElse(null);
        WebhookSubscriberManager manager = services.manager();
        Fields range = new Fields(PlainJson.object(call.requiredBody(maxBodyBytes)), RANGE).nullsAbsent().required("since");
        return pages.next(manager, call.id(), range.time("since"), range.time("until"), cursor)
                .thenApply(RedeliveryCalls::view);
    }

    private static Response view(Redelivery redelivery) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("created", redelivery.created());
        view.put("next_cursor", redelivery.nextCursor().orElse(null));
        return Response.json(200, view);
    }

    /** A call of the manager that works page by page. */
    private interface Pages {
        CompletionStage<Redelivery> next(
                WebhookSubscriberManager manager, String webhookId, Instant since, Instant until, String cursor);
    }
}
