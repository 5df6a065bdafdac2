package io.processheat.webhook.http;

import io.processheat.webhook.Delivery;
import io.processheat.webhook.DeliveryQuery;
import io.processheat.webhook.Page;
import io.processheat.webhook.RegisteredWebhook;
import io.processheat.webhook.Webhook;
import io.processheat.webhook.WebhookRegistration;
import io.processheat.webhook.WebhookSubscriberManager;
import io.processheat.webhook.WebhookUpdate;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** The calls that manage webhooks. */
final class WebhookCalls {

    private static final Set<String> REGISTRATION = withOptions("url", "events", "secret", "metadata");
    private static final Set<String> UPDATE = withOptions("url", "events", "secret", "metadata", "is_active");

    private final Services services;
    private final int maxBodyBytes;

    WebhookCalls(Services services, int maxBodyBytes) {
        this.services = services;
        this.maxBodyBytes = maxBodyBytes;
    }

    private static Set<String> withOptions(String... names) {
        Set<String> all = new HashSet<>(OptionFields.NAMES);
        all.addAll(List.of(names));
        return all;
    }

    Response register(Call call) {
        call.query();
        WebhookSubscriberManager manager = services.manager();
        Fields fields = new Fields(PlainJson.object(call.requiredBody(maxBodyBytes)), REGISTRATION)
                .nullsAbsent().required("url", "events");
        RegisteredWebhook registered = manager.registerWebhook(new WebhookRegistration(
                fields.text("url"),
                fields.texts("events"),
                fields.text("secret"),
                fields.object("metadata"),
                OptionFields.of(fields)));
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("webhook_id", registered.webhook().id());
        view.put("message", registered.generatedSecret().isPresent()
                ? "Webhook registered. Keep the secret: it is not shown again."
                : "Webhook registered.");
        addOnce(view, registered);
        return Response.json(201, view)
                .with("Location", call.request().base() + "/webhooks/" + registered.webhook().id());
    }

    Response list(Call call) {
        Query query = call.query("limit", "cursor");
        WebhookSubscriberManager manager = services.manager();
        if (query.isEmpty()) {
            return Response.json(200, views(manager.listWebhooks()));
        }
        int limit = query.number("limit", DeliveryQuery.DEFAULT_LIMIT);
        Page<Webhook> page = manager.listWebhooks(query.text("cursor").orElse(null), limit);
        Response response = Response.json(200, views(page.items()));
        return page.nextCursor()
                .map(cursor -> response.with("Link", nextLink(call, limit, cursor)))
                .orElse(response);
    }

    Response get(Call call) {
        call.query();
        return services.manager().getWebhook(call.id())
                .map(webhook -> Response.json(200, Views.of(webhook)))
                .orElseThrow(WebhookCalls::unknown);
    }

    Response update(Call call) {
        call.query();
        WebhookSubscriberManager manager = services.manager();
        Fields fields = new Fields(PlainJson.object(call.requiredBody(maxBodyBytes)), UPDATE);
        RegisteredWebhook updated = manager.updateWebhook(call.id(), new WebhookUpdate(
                fields.text("url"),
                fields.texts("events"),
                fields.text("secret"),
                fields.object("metadata"),
                OptionFields.of(fields),
                fields.flag("is_active")));
        Map<String, Object> view = Views.of(updated.webhook());
        addOnce(view, updated);
        return Response.json(200, view);
    }

    Response unregister(Call call) {
        call.query();
        if (!services.manager().unregisterWebhook(call.id())) {
            throw unknown();
        }
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("webhook_id", call.id());
        view.put("message", "Webhook unregistered; the history of its deliveries stays.");
        return Response.json(200, view);
    }

    CompletionStage<Response> test(Call call) {
        call.takesNothing(maxBodyBytes);
        return services.manager().testWebhook(call.id()).thenApply(WebhookCalls::outcome);
    }

    private static Response outcome(Delivery delivery) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("delivery_id", delivery.id());
        view.put("webhook_id", delivery.webhookId());
        view.put("status", Views.word(delivery.status()));
        view.put("http_status", delivery.httpStatus().orElse(null));
        view.put("message", switch (delivery.status()) {
            case SENT -> "The receiver accepted the test event.";
            case FAILED -> "The test event was not accepted: " + delivery.errorMessage().orElse("no reason is known");
            case PENDING, RETRYING -> "The test event has not been tried yet.";
        });
        return Response.json(200, view);
    }

    /** What only this answer tells. */
    private static void addOnce(Map<String, Object> view, RegisteredWebhook registered) {
        registered.generatedSecret().ifPresent(secret -> view.put("secret", secret));
        if (!registered.warnings().isEmpty()) {
            view.put("warnings", registered.warnings());
        }
    }

    private static List<Map<String, Object>> views(List<Webhook> webhooks) {
        return webhooks.stream().map(Views::of).toList();
    }

    private static String nextLink(Call call, int limit, String cursor) {
        return "<" + call.request().base() + "/webhooks?limit=" + limit + "&cursor="
                + URLEncoder.encode(cursor, StandardCharsets.UTF_8) + ">; rel=\"next\"";
    }

    private static Refusal unknown() {
        return new Refusal(Problem.notFound("There is no webhook of this id."));
    }
}
