package io.processheat.webhook.core;

import io.processheat.webhook.Delivery;
import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import io.processheat.webhook.core.json.CanonicalJson;
import io.processheat.webhook.core.json.NonFinite;
import io.processheat.webhook.spi.AppendResult;
import io.processheat.webhook.spi.Dispatcher;
import io.processheat.webhook.spi.EventContent;
import io.processheat.webhook.spi.EventTerms;
import io.processheat.webhook.spi.NewEvent;
import io.processheat.webhook.spi.NewEvent.NewDelivery;
import io.processheat.webhook.spi.WebhookStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Sends one test event to one webhook and waits for its only attempt. */
final class TestDeliveries {

    private static final CanonicalJson JSON = new CanonicalJson("payload", 1024, NonFinite.REFUSED);

    private final Supplier<Settings> settings;
    private final WebhookIndex index;
    private final WebhookStore store;
    private final CurrentDispatcher dispatcher;
    private final Ids ids;

    TestDeliveries(
            Supplier<Settings> settings, WebhookIndex index, WebhookStore store, CurrentDispatcher dispatcher, Ids ids) {
        this.settings = settings;
        this.index = index;
        this.store = store;
        this.dispatcher = dispatcher;
        this.ids = ids;
    }

    CompletionStage<Delivery> send(String webhook) {
        UUID webhookId = Ids.parse(webhook).filter(index::exists).orElseThrow(() -> NotFound.webhook(webhook));
        Dispatcher sender = dispatcher.required();
        UUID deliveryId = ids.next();
        // Before the append: the attempt may end before the append's completion is seen.
        CompletableFuture<Delivery> outcome = sender.watch(deliveryId).toCompletableFuture();
        return store.append(List.of(event(webhookId, deliveryId)), sender)
                .thenCompose(results -> outcome(results.get(0), webhookId, deliveryId, outcome))
                .whenComplete((delivery, failure) -> {
                    if (failure != null) {
                        // Nobody watches any more; a dispatcher that cares may forget the delivery.
                        outcome.cancel(false);
                    }
                });
    }

    private NewEvent event(UUID webhookId, UUID deliveryId) {
        long now = store.now();
        byte[] payload = JSON.of(Map.of(
                        "event_type", EventTypes.TEST,
                        "timestamp", Instant.ofEpochMilli(now),
                        "message", "This is a test from Process Heat Webhooks"))
                .bytes();
        return new NewEvent(
                new EventContent(ids.next().toString(), EventTypes.TEST, now, payload),
                false,
                Provenance.hash(EventTypes.TEST, payload),
                webhookId.toString(),
                List.of(new NewDelivery(deliveryId, webhookId)),
                EventTerms.NONE,
                true);
    }

    private CompletionStage<Delivery> outcome(
            AppendResult result, UUID webhookId, UUID deliveryId, CompletableFuture<Delivery> outcome) {
        if (result instanceof AppendResult.Refused refused) {
            return CompletableFuture.failedStage(refused.cause());
        }
        if (((AppendResult.Stored) result).deliveryIds().isEmpty()) {
            return CompletableFuture.failedStage(NotFound.webhook(webhookId.toString()));
        }
        Duration bound = settings.get().testTimeout();
        return outcome.copy()
                .orTimeout(bound.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionallyCompose(failure -> CompletableFuture.failedStage(
                        failure instanceof TimeoutException ? unfinished(deliveryId, bound) : failure));
    }

    private static WebhookException unfinished(UUID deliveryId, Duration bound) {
        return new WebhookException(Reason.UNAVAILABLE, "the test delivery " + deliveryId
                + " is stored but had no outcome within " + bound.toSeconds() + " s; ask for it under its id");
    }
}
