package io.processheat.webhook.delivery;

import static io.processheat.webhook.delivery.ScriptedSender.silence;
import static io.processheat.webhook.delivery.ScriptedSender.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.Delivery;
import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookStatus;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class TestDeliveryTest {

    private final World world = new World();

    @Test
    void aTestDoesNotWaitBehindOthers() {
        world.sender.script("a.example", request -> request.event().payload().length == 100 ? status(200) : silence());
        UUID webhook = world.webhook("a.example");
        for (int i = 0; i < 100; i++) {
            world.publish(webhook);
        }
        UUID test = world.test(webhook);
        world.elapse(10);
        assertEquals(WebhookStatus.SENT, world.store.status(test));
    }

    @Test
    void itGoesToAnInactiveWebhookToo() {
        UUID test = world.test(world.webhook("a.example", "default", false));
        world.elapse(10);
        assertEquals(WebhookStatus.SENT, world.store.status(test));
    }

    @Test
    void ithasOneAttemptAndDoesNotCountForHealth() {
        world.sender.script("a.example", status(500));
        UUID webhook = world.webhook("a.example");
        UUID test = world.test(webhook);
        world.elapse(60_000);
        assertEquals(WebhookStatus.FAILED, world.store.status(test));
        assertEquals(1, world.sender.sent().size());
        assertTrue(world.sender.sent().get(0).request().freshConnection());
        assertFalse(world.store.recorded().get(0).get(0).countsForHealth());
    }

    @Test
    void withASecretThatDoesNotOpenItFailsAndSaysSo() {
        world.signer.lock(true);
        UUID test = world.test(world.webhook("a.example"));
        world.elapse(10);
        Delivery failed = world.store.delivery(test).orElseThrow().delivery();
        assertEquals(WebhookStatus.FAILED, failed.status());
        assertEquals("the key file is another one", failed.errorMessage().orElseThrow());
    }

    @Test
    void whoWatchesIsToldOnceTheEndIsRecorded() {
        UUID webhook = world.webhook("a.example");
        world.sender.script("a.example", request -> status(request.attempt() == 1 ? 500 : 200));
        world.store.recordFails(true);
        UUID delivery = world.publish(webhook);
        CompletableFuture<Delivery> watch = world.watches.watch(delivery).toCompletableFuture();
        world.elapse(50);
        assertFalse(watch.isDone(), "not recorded yet");
        world.store.recordFails(false);
        world.elapse(1_000);
        assertFalse(watch.isDone(), "not at its end yet");
        world.elapse(10_000);
        assertEquals(WebhookStatus.SENT, watch.join().status());
    }

    @Test
    void whoWatchesIsToldOfAnEndByDeactivation() {
        UUID webhook = world.webhook("a.example");
        world.sender.script("a.example", status(500));
        UUID delivery = world.publish(webhook);
        CompletableFuture<Delivery> watch = world.watches.watch(delivery).toCompletableFuture();
        world.elapse(100);
        world.activate(webhook, false);
        assertEquals(WebhookStatus.FAILED, watch.join().status());
    }

    @Test
    void whoWatchesIsToldWhenTheDispatcherStops() {
        CompletableFuture<Delivery> watch =
                world.watches.watch(UUID.randomUUID()).toCompletableFuture();
        world.watches.close();
        CompletionException stopped = assertThrows(CompletionException.class, watch::join);
        assertEquals(WebhookException.Reason.UNAVAILABLE, ((WebhookException) stopped.getCause()).reason());
    }
}
