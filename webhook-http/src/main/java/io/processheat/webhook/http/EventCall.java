package io.processheat.webhook.http;

import io.processheat.webhook.PublishReceipt;
import io.processheat.webhook.WebhookEvent;
import io.processheat.webhook.WebhookSubscriberManager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Publishes an event; no thread waits for the commit. */
final class EventCall implements Handler {

    private final Services services;
    private final int maxBodyBytes;

    EventCall(Services services, int maxBodyBytes) {
        this.services = services;
        this.maxBodyBytes = maxBodyBytes;
    }

    @Override
    public CompletionStage<Response> answer(Call call) {
        call.query();
        WebhookSubscriberManager manager = services.manager();
        WebhookEvent event = EventEnvelope.read(call.requiredBody(maxBodyBytes));
        return manager.publish(List.of(event)).thenApply(receipts -> answer(event, receipts.get(0)));
    }

    private static Response answer(WebhookEvent event, PublishReceipt receipt) {
        if (receipt instanceof PublishReceipt.Accepted accepted) {
            return Response.json(202, view(event, accepted));
        }
        throw ((PublishReceipt.Refused) receipt).cause();
    }

    private static Map<String, Object> view(WebhookEvent event, PublishReceipt.Accepted accepted) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("event_id", accepted.eventId());
        view.put("delivery_ids", accepted.deliveryIds());
        view.put("skipped_webhook_ids", accepted.skippedWebhookIds());
        view.put("repeated", accepted.repeated());
        if (accepted.deliveryIds().isEmpty()) {
            view.put("message", event.webhookIds().isPresent()
                    ? "Stored, but none of the webhooks asked for is active: nobody gets it."
                    : "Stored, but no active webhook is subscribed to " + event.type() + ": nobody gets it.");
        }
        return view;
    }
}
