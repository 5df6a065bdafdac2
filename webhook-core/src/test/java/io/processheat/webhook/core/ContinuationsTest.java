package io.processheat.webhook.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import io.processheat.webhook.PublishReceipt;
import io.processheat.webhook.WebhookEvent;
import io.processheat.webhook.WebhookException.Reason;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What callers chain to the manager's stages may wait for the manager, with a store that has one thread for all. */
@Timeout(60)
class ContinuationsTest extends Scenario {

    /** More than complete at once: waiting ones must not use up the threads that complete what they wait for. */
    private static final int MANY = 40;

    private final WebhookEvent event = WebhookEvent.of(ALARM, Map.of());
    private final ExecutorService storeThread = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "store");
        thread.setDaemon(true);
        return thread;
    });

    @BeforeEach
    void commitOnOneThread() {
        store.writer = storeThread;
    }

    @AfterEach
    void stop() {
        storeThread.shutdown();
    }

    @Test
    void mayTrigger() {
        List<CompletionStage<String>> second = publishAndThen(receipts -> manager.triggerWebhook(event).eventId());
        storeThread.execute(store::commit);
        second.forEach(Scenario::done);
        assertEquals(2 * MANY, store.events.size());
    }

    @Test
    void mayWaitForAnotherPublication() {
        List<CompletionStage<Integer>> second = publishAndThen(receipts -> done(manager.publish(List.of(event))).size());
        storeThread.execute(store::commit);
        second.forEach(Scenario::done);
        assertEquals(2 * MANY, store.events.size());
    }

    @Test
    void ofATestDeliveryAreNotOnTheThreadThatReportsTheOutcome() {
        String id = register(MODEL);
        CompletionStage<Thread> completedOn = manager.testWebhook(id).handle((delivery, failure) -> Thread.currentThread());
        Felix.await("the outcome is watched", () -> !dispatcher.watched.isEmpty());
        dispatcher.watched.values().forEach(outcome -> outcome.complete(null));
        Thread completing = done(completedOn);
        assertNotSame(Thread.currentThread(), completing);
        assertNotEquals("store", completing.getName());
    }

    @Test
    void areRunAfterTheManagerStoppedAndThenTheirThreadsEnd() throws Exception {
        List<CompletionStage<Thread>> completedOn = publishAndThen(receipts -> Thread.currentThread());
        manager.deactivate();
        storeThread.execute(store::commit);
        for (CompletionStage<Thread> stage : completedOn) {
            Thread thread = done(stage);
            thread.join(10_000);
            assertFalse(thread.isAlive(), thread.getName());
        }
        failed(Reason.UNAVAILABLE, manager.publish(List.of(event)));
    }

    private <T> List<CompletionStage<T>> publishAndThen(Function<List<PublishReceipt>, T> next) {
        store.hold();
        return IntStream.range(0, MANY)
                .mapToObj(i -> manager.publish(List.of(event)).thenApply(next))
                .toList();
    }
}
