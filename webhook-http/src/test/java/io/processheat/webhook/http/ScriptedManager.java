package io.processheat.webhook.http;

import io.processheat.webhook.Backup;
import io.processheat.webhook.Delivery;
import io.processheat.webhook.DeliveryHistory;
import io.processheat.webhook.DeliveryQuery;
import io.processheat.webhook.Page;
import io.processheat.webhook.PublishReceipt;
import io.processheat.webhook.Redelivery;
import io.processheat.webhook.RegisteredWebhook;
import io.processheat.webhook.Webhook;
import io.processheat.webhook.WebhookEvent;
import io.processheat.webhook.WebhookRegistration;
import io.processheat.webhook.WebhookSubscriberManager;
import io.processheat.webhook.WebhookUpdate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** A manager that does what a test says, and fails where the test said nothing. */
final class ScriptedManager implements WebhookSubscriberManager {

    volatile Function<WebhookRegistration, RegisteredWebhook> register = argument -> unexpected();
    volatile Function<String, Boolean> unregister = argument -> unexpected();
    volatile Supplier<List<Webhook>> listAll = ScriptedManager::unexpected;
    volatile BiFunction<String, Integer, Page<Webhook>> listPage = (cursor, limit) -> unexpected();
    volatile Function<String, Optional<Webhook>> get = argument -> unexpected();
    volatile BiFunction<String, WebhookUpdate, RegisteredWebhook> update = (id, update) -> unexpected();
    volatile Function<WebhookEvent, CompletionStage<List<PublishReceipt>>> publish = argument -> unexpected();
    volatile Function<String, CompletionStage<Delivery>> test = argument -> unexpected();
    volatile BiFunction<String, DeliveryQuery, Page<Delivery>> listDeliveries = (id, query) -> unexpected();
    volatile Function<String, Optional<DeliveryHistory>> getDelivery = argument -> unexpected();

    volatile Function<String, Webhook> pause = argument -> unexpected();
    volatile Function<String, Webhook> resume = argument -> unexpected();
    volatile Function<Range, CompletionStage<Redelivery>> recover = argument -> unexpected();
    volatile Function<Range, CompletionStage<Redelivery>> retryFailed = argument -> unexpected();
    volatile Function<String, CompletionStage<Delivery>> retryDelivery = argument -> unexpected();
    volatile Supplier<CompletionStage<Backup>> backUp = ScriptedManager::unexpected;
    volatile List<String> problems = List.of();
    volatile List<String> warnings = List.of();

    /** What is asked of a call that works page by page. */
    record Range(String webhookId, Instant since, Instant until, String cursor) {}

    private static <T> T unexpected() {
        throw new AssertionError("not called in this test");
    }

    @Override
    public RegisteredWebhook registerWebhook(WebhookRegistration registration) {
        return register.apply(registration);
    }

    @Override
    public boolean unregisterWebhook(String webhookId) {
        return unregister.apply(webhookId);
    }

    @Override
    public List<Webhook> listWebhooks() {
        return listAll.get();
    }

    @Override
    public Page<Webhook> listWebhooks(String cursor, int limit) {
        return listPage.apply(cursor, limit);
    }

    @Override
    public Optional<Webhook> getWebhook(String webhookId) {
        return get.apply(webhookId);
    }

    @Override
    public RegisteredWebhook updateWebhook(String webhookId, WebhookUpdate change) {
        return update.apply(webhookId, change);
    }

    @Override
    public CompletionStage<List<PublishReceipt>> publish(List<WebhookEvent> events) {
        return publish.apply(events.get(0));
    }

    @Override
    public CompletionStage<Delivery> testWebhook(String webhookId) {
        return test.apply(webhookId);
    }

    @Override
    public Page<Delivery> listDeliveries(String webhookId, DeliveryQuery query) {
        return listDeliveries.apply(webhookId, query);
    }

    @Override
    public Optional<DeliveryHistory> getDelivery(String deliveryId) {
        return getDelivery.apply(deliveryId);
    }

    @Override
    public Set<String> eventTypes() {
        return unexpected();
    }

    @Override
    public PublishReceipt.Accepted triggerWebhook(WebhookEvent event) {
        return unexpected();
    }

    @Override
    public boolean verifySignature(byte[] payload, String signature, String secret) {
        return unexpected();
    }

    @Override
    public boolean verifySignature(String payload, String signature, String secret) {
        return unexpected();
    }

    @Override
    public boolean verifySignature(Map<String, ?> payload, String signature, String secret) {
        return unexpected();
    }

    @Override
    public Webhook pauseWebhook(String webhookId) {
        return pause.apply(webhookId);
    }

    @Override
    public Webhook resumeWebhook(String webhookId) {
        return resume.apply(webhookId);
    }

    @Override
    public CompletionStage<Redelivery> recoverWebhook(String webhookId, Instant since, Instant until, String cursor) {
        return recover.apply(new Range(webhookId, since, until, cursor));
    }

    @Override
    public CompletionStage<Redelivery> retryFailed(String webhookId, Instant since, Instant until, String cursor) {
        return retryFailed.apply(new Range(webhookId, since, until, cursor));
    }

    @Override
    public CompletionStage<Delivery> retryDelivery(String deliveryId) {
        return retryDelivery.apply(deliveryId);
    }

    @Override
    public CompletionStage<Backup> backUp() {
        return backUp.get();
    }

    @Override
    public List<String> problems() {
        return problems;
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }
}
