package io.processheat.demo.receiver;

import io.processheat.webhook.Backup;
import io.processheat.webhook.Delivery;
import io.processheat.webhook.DeliveryHistory;
import io.processheat.webhook.DeliveryOptions;
import io.processheat.webhook.DeliveryQuery;
import io.processheat.webhook.HealthStatus;
import io.processheat.webhook.Page;
import io.processheat.webhook.PublishReceipt;
import io.processheat.webhook.Redelivery;
import io.processheat.webhook.RegisteredWebhook;
import io.processheat.webhook.Webhook;
import io.processheat.webhook.WebhookEvent;
import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookRegistration;
import io.processheat.webhook.WebhookSubscriberManager;
import io.processheat.webhook.WebhookUpdate;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A manager that only keeps webhooks: the real one needs a store, and publishes what these tests do not. */
final class InMemoryManager implements WebhookSubscriberManager {

    private static final Set<String> EVENT_TYPES = Set.of("calculation.completed", "calculation.failed", "alarm.triggered",
            "alarm.cleared", "model.deployed", "model.degraded", "compliance.violation", "compliance.report_ready");

    private final Map<String, Webhook> webhooks = new LinkedHashMap<>();
    private final AtomicInteger timesUnavailable = new AtomicInteger();

    /** Every registration that succeeded, in order. */
    final BlockingQueue<WebhookRegistration> registrations = new LinkedBlockingQueue<>();

    /** Lets the next registrations fail. */
    void unavailable(int times) {
        timesUnavailable.set(times);
    }

    @Override
    public Set<String> eventTypes() {
        return EVENT_TYPES;
    }

    @Override
    public synchronized RegisteredWebhook registerWebhook(WebhookRegistration registration) {
        if (timesUnavailable.getAndUpdate(times -> Math.max(0, times - 1)) > 0) {
            throw new WebhookException(WebhookException.Reason.UNAVAILABLE, "no store yet");
        }
        Webhook webhook = new Webhook(UUID.randomUUID().toString(), registration.url(), new TreeSet<>(registration.events()),
                new LinkedHashMap<>(registration.metadata()), DeliveryOptions.DEFAULT, true, false, HealthStatus.HEALTHY, 0, Optional.empty(),
                Instant.EPOCH);
        webhooks.put(webhook.id(), webhook);
        registrations.add(registration);
        return new RegisteredWebhook(webhook, Optional.empty(), List.of());
    }

    @Override
    public synchronized boolean unregisterWebhook(String webhookId) {
        return webhooks.remove(webhookId) != null;
    }

    @Override
    public synchronized List<Webhook> listWebhooks() {
        return List.copyOf(webhooks.values());
    }

    @Override
    public Page<Webhook> listWebhooks(String cursor, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Webhook> getWebhook(String webhookId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public RegisteredWebhook updateWebhook(String webhookId, WebhookUpdate update) {
        throw new UnsupportedOperationException();
    }

    @Override
    public PublishReceipt.Accepted triggerWebhook(WebhookEvent event) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<List<PublishReceipt>> publish(List<WebhookEvent> events) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Delivery> testWebhook(String webhookId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Page<Delivery> listDeliveries(String webhookId, DeliveryQuery query) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<DeliveryHistory> getDelivery(String deliveryId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean verifySignature(byte[] payload, String signature, String secret) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean verifySignature(String payload, String signature, String secret) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean verifySignature(Map<String, ?> payload, String signature, String secret) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Webhook pauseWebhook(String webhookId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Webhook resumeWebhook(String webhookId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Redelivery> recoverWebhook(String webhookId, Instant since, Instant until, String cursor) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Redelivery> retryFailed(String webhookId, Instant since, Instant until, String cursor) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Delivery> retryDelivery(String deliveryId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Backup> backUp() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> problems() {
        return List.of();
    }
}
