package io.processheat.webhook.delivery;

import static io.processheat.webhook.delivery.ScriptedSender.silence;
import static io.processheat.webhook.delivery.ScriptedSender.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.WebhookStatus;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OwnershipTest {

    private final World world = new World();

    @Test
    void deactivatingDropsTheQueue() {
        world.sender.script("a.example", status(500).after(100));
        UUID webhook = world.webhook("a.example");
        for (int i = 0; i < 20; i++) {
            world.publish(webhook);
        }
        world.elapse(50);
        world.activate(webhook, false);
        world.elapse(60_000);
        assertEquals(8, world.sender.sent().size(), "only what was under way");
    }

    @Test
    void reactivatingStartsAnew() {
        UUID webhook = world.webhook("a.example");
        world.activate(webhook, false);
        world.activate(webhook, true);
        UUID delivery = world.publish(webhook);
        world.elapse(10);
        assertEquals(WebhookStatus.SENT, world.store.status(delivery));
    }

    @Test
    void unregisteringEndsItAll() {
        world.sender.script("a.example", status(500));
        UUID webhook = world.webhook("a.example");
        world.publish(webhook);
        world.elapse(100);
        world.store.deleteWebhook(webhook);
        world.elapse(60_000);
        world.renew();
        assertEquals(1, world.sender.sent().size());
    }

    @Test
    void aWebhookThatAnotherNodeTookGetsNothingMoreFromThisOne() {
        world.sender.script("a.example", status(500));
        UUID webhook = world.webhook("a.example");
        world.publish(webhook);
        world.elapse(100);
        world.store.takeAway(webhook);
        world.renew();
        world.elapse(60_000);
        assertEquals(1, world.sender.sent().size());
    }

    @Test
    void itGoesOnWhenTheWebhookComesBack() {
        world.sender.script("a.example", request -> status(request.attempt() == 1 ? 500 : 200));
        UUID webhook = world.webhook("a.example");
        UUID delivery = world.publish(webhook);
        world.elapse(100);
        world.store.takeAway(webhook);
        world.renew();
        world.store.giveBack(webhook);
        world.claim();
        world.elapse(3_000);
        assertEquals(WebhookStatus.SENT, world.store.status(delivery));
        assertEquals(2, world.sender.sent().size());
    }

    @Test
    void whatLeftMemoryDuringAPageOfAnOldLeaseIsReadAgain() {
        world.sender.script("a.example", status(200).after(100));
        UUID webhook = world.webhook("a.example");
        UUID delivery = world.publish(webhook);
        world.store.holdPages(true);
        world.lane.wake();
        world.loop.settle();
        world.store.takeAway(webhook);
        world.store.giveBack(webhook);
        world.claim();
        world.elapse(200);
        world.store.holdPages(false);
        world.elapse(1_000);
        assertEquals(WebhookStatus.SENT, world.store.status(delivery));
    }

    @Test
    void anOutcomeThatComesTooLateIsDroppedAndTheStoreIsAskedAgain() {
        world.sender.script("a.example", status(200).after(100));
        UUID webhook = world.webhook("a.example");
        UUID delivery = world.publish(webhook);
        world.store.takeAway(webhook);
        world.store.giveBack(webhook);
        world.claim();
        world.elapse(1_000);
        assertEquals(WebhookStatus.SENT, world.store.status(delivery));
        assertEquals(2, world.sender.sent().size());
    }

    @Test
    void aLeaseThatCameWhileRenewingWasUnderWayIsKept() {
        world.sender.script("a.example", status(500));
        UUID webhook = world.webhook("a.example");
        world.store.takeAway(webhook);
        world.renew();
        world.store.giveBack(webhook);
        long round = world.beginRenewal();
        world.publish(webhook);
        world.lane.renewed(Set.of(), round);
        world.elapse(2_500);
        assertEquals(2, world.sender.sent().size());
    }

    @Test
    void aNewLeaseReplacesWhatWasInMemoryUnderTheOldOne() {
        world.sender.script("a.example", status(200).after(100));
        UUID webhook = world.webhook("a.example");
        for (int i = 0; i < 12; i++) {
            world.publish(webhook);
        }
        world.store.takeAway(webhook);
        world.store.giveBack(webhook);
        world.claim();
        world.elapse(2_000);
        assertTrue(world.store.allSent());
        assertEquals(20, world.sender.sent().size(), "eight were under way when the lease changed");
    }

    @Test
    void deliveriesWaitWhileTheSecretDoesNotOpen() {
        world.signer.lock(true);
        UUID delivery = world.publish(world.webhook("a.example"));
        world.elapse(30_000);
        assertTrue(world.sender.sent().isEmpty());
        assertEquals(WebhookStatus.PENDING, world.store.status(delivery));

        world.signer.lock(false);
        world.elapse(61_000);
        assertEquals(WebhookStatus.SENT, world.store.status(delivery));
    }

    @Test
    void aCancelledAttemptAfterALostLeaseIsNotRepeatedHere() {
        world.sender.script("a.example", silence());
        UUID webhook = world.webhook("a.example");
        world.publish(webhook);
        world.store.takeAway(webhook);
        world.renew();
        world.elapse(60_000);
        assertEquals(1, world.sender.sent().size());
        assertEquals(0, world.sender.underWay());
    }
}
