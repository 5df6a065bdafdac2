package io.processheat.webhook.delivery;

import static io.processheat.webhook.delivery.ScriptedSender.silence;
import static io.processheat.webhook.delivery.ScriptedSender.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.WebhookStatus;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class StopTest {

    private final World world = new World();

    @Test
    void anIdleLaneStopsAtOnce() {
        world.webhook("a.example");
        assertTrue(world.stop(3_000).isDone());
    }

    @Test
    void whatIsUnderWayMayEndAndIsRecorded() {
        world.sender.script("a.example", status(200).after(1_000));
        UUID webhook = world.webhook("a.example");
        UUID underWay = world.publish(webhook);
        for (int i = 1; i < 8; i++) {
            world.publish(webhook);
        }
        UUID behind = world.publish(webhook);
        CompletableFuture<Void> stopped = world.stop(3_000);
        world.elapse(990);
        assertFalse(stopped.isDone());
        world.elapse(100);
        assertTrue(stopped.isDone());
        assertEquals(WebhookStatus.SENT, world.store.status(underWay));
        assertEquals(WebhookStatus.PENDING, world.store.status(behind));
        assertEquals(8, world.sender.sent().size());
    }

    @Test
    void whatTakesLongerIsCancelledAndNothingIsRecordedOfIt() {
        world.sender.script("a.example", silence());
        UUID delivery = world.publish(world.webhook("a.example"));
        CompletableFuture<Void> stopped = world.stop(3_000);
        world.elapse(3_100);
        assertTrue(stopped.isDone());
        assertEquals(0, world.sender.underWay());
        assertTrue(world.store.recorded().isEmpty());
        assertEquals(WebhookStatus.PENDING, world.store.status(delivery));
    }

    @Test
    void itIsSentAgainAfterTheNextStartAsTheSameAttempt() {
        world.sender.script("a.example", silence());
        UUID delivery = world.publish(world.webhook("a.example"));
        world.stop(0);
        world.elapse(100);
        world.sender.script("a.example", status(200));
        world.restart();
        world.elapse(100);
        assertEquals(WebhookStatus.SENT, world.store.status(delivery));
        assertEquals(1, world.sender.sent().get(1).request().attempt());
    }

    @Test
    void aStoreThatDoesNotRecordKeepsTheLaneFromBeingDone() {
        UUID webhook = world.webhook("a.example");
        world.store.recordFails(true);
        world.publish(webhook);
        CompletableFuture<Void> stopped = world.stop(3_000);
        world.elapse(2_000);
        assertFalse(stopped.isDone());
        world.store.recordFails(false);
        world.elapse(6_000);
        assertTrue(stopped.isDone());
    }

    @Test
    void nothingIsStartedAfterwards() {
        UUID webhook = world.webhook("a.example");
        world.stop(3_000);
        world.publish(webhook);
        world.test(webhook);
        world.elapse(120_000);
        assertTrue(world.sender.sent().isEmpty());
    }
}
