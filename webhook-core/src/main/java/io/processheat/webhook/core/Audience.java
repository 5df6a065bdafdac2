package io.processheat.webhook.core;

import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import io.processheat.webhook.spi.NewEvent.NewDelivery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The webhooks an event is for.
 *
 * @param named as the store keeps it: null where these are the subscribers
 */
record Audience(Collection<UUID> webhooks, String named) {

    private static final String FIELD = "webhook_ids";

    static Audience subscribers(String type, WebhookIndex index) {
        return new Audience(index.subscribers(type), null);
    }

    /** The webhooks asked for; the store leaves out the inactive ones and names them. */
    static Audience named(Collection<String> webhookIds, WebhookIndex index) {
        if (webhookIds.isEmpty()) {
            throw new WebhookException(Reason.INVALID, FIELD, FIELD + " is empty; leave it out to reach the subscribers");
        }
        TreeMap<String, UUID> webhooks = new TreeMap<>();
        for (String text : webhookIds) {
            UUID id = Ids.parse(text).filter(index::exists).orElseThrow(() -> unknown(text));
            webhooks.put(id.toString(), id);
        }
        return new Audience(List.copyOf(webhooks.values()), String.join(",", webhooks.keySet()));
    }

    List<NewDelivery> deliveries(Ids ids) {
        List<NewDelivery> deliveries = new ArrayList<>();
        for (UUID webhook : webhooks) {
            deliveries.add(new NewDelivery(ids.next(), webhook));
        }
        return deliveries;
    }

    private static WebhookException unknown(String id) {
        return new WebhookException(Reason.INVALID, FIELD, "there is no webhook '" + Shown.of(id) + "'");
    }
}
