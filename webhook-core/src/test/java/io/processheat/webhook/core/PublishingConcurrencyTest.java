package io.processheat.webhook.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.PublishReceipt;
import io.processheat.webhook.WebhookEvent;
import io.processheat.webhook.WebhookException.Reason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Publishing while commits take their time and services come and go. */
@Timeout(30)
class PublishingConcurrencyTest extends Scenario {

    private final WebhookEvent event = WebhookEvent.of(ALARM, Map.of());

    @Test
    void returnsBeforeTheCommitAndCompletesAfterIt() {
        store.hold();
        CompletionStage<List<PublishReceipt>> published = manager.publish(List.of(event));
        assertFalse(published.toCompletableFuture().isDone());
        store.commit();
        assertInstanceOf(PublishReceipt.Accepted.class, done(published).get(0));
    }

    @Test
    void hasReadThePayloadWhenItReturns() {
        Map<String, Object> payload = new HashMap<>(Map.of("a", 1));
        store.hold();
        manager.publish(List.of(WebhookEvent.of(ALARM, payload)));
        payload.put("a", 2);
        store.commit();
        assertEquals("{\"a\": 1}", new String(store.events.get(0).content().payload()));
    }

    @Test
    void triggeringWaitsForTheCommitAndKeepsAnInterruption() throws Exception {
        store.hold();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread publisher = new Thread(() -> {
            manager.triggerWebhook(event);
            interrupted.complete(Thread.currentThread().isInterrupted());
        });
        publisher.start();
        while (store.claimants.isEmpty() || publisher.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        publisher.interrupt();
        store.commit();

        assertTrue(interrupted.get(20, TimeUnit.SECONDS));
        assertEquals(1, store.events.size());
    }

    @Test
    void storesOnBehalfOfTheDispatcherThatRuns() {
        register(ALARM);
        manager.triggerWebhook(event);
        assertSame(dispatcher, store.claimants.get(0));
        assertEquals(1, dispatcher.claimed.size());
    }

    @Test
    void storesWithoutADispatcherAndWakesTheNext() {
        manager.unbindDispatcher(dispatcher);
        manager.triggerWebhook(event);
        assertSame(InMemoryStore.NOBODY, store.claimants.get(0));

        TestDispatcher next = new TestDispatcher();
        manager.bindDispatcher(next);
        assertEquals(1, next.wakes);
    }

    @Test
    void wakesADispatcherThatArrivesBetweenAppendAndCommit() {
        manager.unbindDispatcher(dispatcher);
        store.hold();
        manager.publish(List.of(event));
        TestDispatcher next = new TestDispatcher();
        manager.bindDispatcher(next);
        int before = next.wakes;
        store.commit();
        assertEquals(before + 1, next.wakes);
    }

    @Test
    void doesNotWakeTheDispatcherThatGotTheDeliveries() {
        int before = dispatcher.wakes;
        manager.triggerWebhook(event);
        assertEquals(before, dispatcher.wakes);
    }

    @Test
    void keepsTheDispatcherThatReplacedTheOneThatLeaves() {
        TestDispatcher better = new TestDispatcher();
        manager.bindDispatcher(better);
        manager.unbindDispatcher(dispatcher);
        manager.triggerWebhook(event);
        assertSame(better, store.claimants.get(0));
    }

    @Test
    void completesWhatWasPublishedBeforeItStopped() {
        store.hold();
        CompletionStage<List<PublishReceipt>> published = manager.publish(List.of(event));
        manager.deactivate();
        store.commit();
        assertInstanceOf(PublishReceipt.Accepted.class, done(published).get(0));
    }

    @Test
    void stopsListeningAndMatchingOnceItIsStopped() {
        manager.deactivate();
        assertEquals(List.of(), store.listeners);
        refused(Reason.UNAVAILABLE, () -> manager.triggerWebhook(event));
        failed(Reason.UNAVAILABLE, manager.testWebhook("01970000-0000-7000-8000-000000000000"));
        assertEquals(List.of(), store.events);
    }
}
