package io.processheat.benchmark.publisher;

import io.processheat.webhook.DeliveryQuery;
import io.processheat.webhook.WebhookRegistration;
import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.WebhookSubscriberManager;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The webhooks of a measurement: each event of one of its types goes to the same number of them. */
final class Audience implements AutoCloseable {

    private final WebhookSubscriberManager manager;
    private final List<String> types;
    private final List<String> webhookIds = new ArrayList<>();

    private Audience(WebhookSubscriberManager manager) {
        this.manager = manager;
        this.types = List.copyOf(manager.eventTypes());
    }

    /** A fan-out of 1 is one webhook for each type; any other is that many webhooks for all types. */
    static Audience of(WebhookSubscriberManager manager, int fanOut, String url) {
        Audience audience = new Audience(manager);
        if (fanOut == 1) {
            audience.types.forEach(type -> audience.register(url, List.of(type)));
        } else {
            for (int i = 0; i < fanOut; i++) {
                audience.register(url, audience.types);
            }
        }
        return audience;
    }

    private void register(String url, List<String> events) {
        webhookIds.add(manager.registerWebhook(WebhookRegistration.of(url, events)).webhook().id());
    }

    /** The type of the n-th event: by turns. */
    String type(int n) {
        return types.get(n % types.size());
    }

    /** Whether all deliveries are final. */
    boolean isSettled() {
        return webhookIds.stream().allMatch(id -> hasNone(id, WebhookStatus.PENDING) && hasNone(id, WebhookStatus.RETRYING));
    }

    /** Whether a delivery was given up. */
    boolean hasFailures() {
        return !webhookIds.stream().allMatch(id -> hasNone(id, WebhookStatus.FAILED));
    }

    private boolean hasNone(String id, WebhookStatus status) {
        return manager.listDeliveries(id, new DeliveryQuery(Optional.of(status), Optional.empty(), 1)).items().isEmpty();
    }

    @Override
    public void close() {
        for (Iterator<String> ids = webhookIds.iterator(); ids.hasNext(); ids.remove()) {
            manager.unregisterWebhook(ids.next());
        }
    }
}
