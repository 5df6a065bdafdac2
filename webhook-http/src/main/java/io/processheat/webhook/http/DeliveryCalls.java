package io.processheat.webhook.http;

import io.processheat.webhook.Delivery;
import io.processheat.webhook.DeliveryQuery;
import io.processheat.webhook.Page;
import io.processheat.webhook.WebhookStatus;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The calls that read deliveries. */
final class DeliveryCalls {

    private final Services services;

    DeliveryCalls(Services services) {
        this.services = services;
    }

    Response list(Call call) {
        Query query = call.query("limit", "cursor", "status");
        Page<Delivery> page = services.manager().listDeliveries(call.id(), new DeliveryQuery(
                query.text("status").map(DeliveryCalls::status),
                query.text("cursor"),
                query.number("limit", DeliveryQuery.DEFAULT_LIMIT)));
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("deliveries", page.items().stream().map(Views::of).toList());
        view.put("next_cursor", page.nextCursor().orElse(null));
        return Response.json(200, view);
    }

    Response get(Call call) {
        call.query();
        return services.manager().getDelivery(call.id())
                .map(history -> Response.json(200, Views.of(history)))
                .orElseThrow(() -> new Refusal(Problem.notFound("There is no delivery of this id.")));
    }

    private static WebhookStatus status(String word) {
        return Arrays.stream(WebhookStatus.values())
                .filter(status -> Views.word(status).equals(word))
                .findFirst()
                .orElseThrow(() -> Query.refused("status", "The status must be pending, retrying, sent or failed."));
    }
}
