package io.processheat.webhook.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.Delivery;
import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import io.processheat.webhook.WebhookUpdate;
import io.processheat.webhook.spi.NewEvent;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TestDeliveryTest extends Scenario {

    private String id;

    @BeforeEach
    void registerOne() {
        id = register(MODEL);
    }

    @Test
    void storesATestEventAndCompletesWithItsOutcome() {
        CompletionStage<Delivery> tested = manager.testWebhook(id);

        NewEvent event = store.events.get(0);
        assertTrue(event.test());
        assertEquals("test", event.content().type());
        assertEquals("{\"event_type\": \"test\", \"message\": \"This is a test from Process Heat Webhooks\", \"timestamp\": \""
                + Instant.ofEpochMilli(store.clock) + "\"}", new String(event.content().payload(), UTF_8));
        UUID deliveryId = event.deliveries().get(0).deliveryId();
        assertEquals(deliveryId, dispatcher.claimed.get(0).deliveryId());
        assertFalse(tested.toCompletableFuture().isDone());

        Delivery outcome = store.delivery(deliveryId).orElseThrow().delivery();
        dispatcher.watched.get(deliveryId).complete(outcome);
        assertEquals(outcome, done(tested));
    }

    @Test
    void watchesBeforeItAppends() {
        store.hold();
        manager.testWebhook(id);
        assertEquals(1, dispatcher.watched.size());
        assertEquals(0, store.events.size());
    }

    @Test
    void reachesAnInactiveWebhook() {
        manager.updateWebhook(id, WebhookUpdate.NONE.withActive(false));
        manager.testWebhook(id);
        assertEquals(1, dispatcher.claimed.size());
    }

    @Test
    void doesNotFindWhatDoesNotExist() {
        failed(Reason.NOT_FOUND, manager.testWebhook("no id"));
        failed(Reason.NOT_FOUND, manager.testWebhook(UUID.randomUUID().toString()));
        manager.unregisterWebhook(id);
        failed(Reason.NOT_FOUND, manager.testWebhook(id));
    }

    @Test
    void doesNotFindAWebhookThatIsUnregisteredMeanwhile() {
        store.hold();
        store.deleteWebhook(UUID.fromString(id));
        CompletionStage<Delivery> tested = manager.testWebhook(id);
        store.commit();
        failed(Reason.NOT_FOUND, tested);
        nobodyWatchesAnyMore();
    }

    @Test
    void isUnavailableWithoutADispatcher() {
        manager.unbindDispatcher(dispatcher);
        failed(Reason.UNAVAILABLE, manager.testWebhook(id));
        assertEquals(0, store.events.size());
    }

    @Test
    void failsWithTheStoreAndForgetsTheWatch() {
        store.fail(Reason.FULL);
        failed(Reason.FULL, manager.testWebhook(id));
        nobodyWatchesAnyMore();
    }

    @Test
    void failsWithADispatcherThatStops() {
        CompletionStage<Delivery> tested = manager.testWebhook(id);
        dispatcher.watched.values().iterator().next()
                .completeExceptionally(new WebhookException(Reason.UNAVAILABLE, "the dispatcher stops"));
        assertEquals("the dispatcher stops", failed(Reason.UNAVAILABLE, tested).getMessage());
    }

    @Test
    void doesNotWaitForEver() {
        manager.modified(new TestConfig().with("test.timeout.seconds", 1), Map.of());
        CompletableFuture<Delivery> tested = manager.testWebhook(id).toCompletableFuture();
        ExecutionException failure = assertThrows(ExecutionException.class, () -> tested.get(20, TimeUnit.SECONDS));
        WebhookException refusal = assertInstanceOf(WebhookException.class, failure.getCause());
        assertEquals(Reason.UNAVAILABLE, refusal.reason());
        String deliveryId = store.events.get(0).deliveries().get(0).deliveryId().toString();
        assertEquals("the test delivery " + deliveryId + " is stored but had no outcome within 1 s; ask for it under its id",
                refusal.getMessage());
        assertTrue(manager.getDelivery(deliveryId).isPresent());
        nobodyWatchesAnyMore();
    }

    private void nobodyWatchesAnyMore() {
        assertTrue(dispatcher.watched.values().iterator().next().isCancelled());
    }
}
