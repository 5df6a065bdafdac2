package io.processheat.webhook.delivery;

import static io.processheat.webhook.delivery.ScriptedSender.silence;
import static io.processheat.webhook.delivery.ScriptedSender.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.delivery.ScriptedSender.Sent;
import io.processheat.webhook.spi.EventTerms;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PauseTest {

    /** One attempt at a time, so that the order shows. */
    private final World world = new World(World.settings(1, 0, 5));
    private final UUID webhook = world.webhook("a.example");

    @Test
    void whatIsPublishedWhilePausedWaitsAndGoesOutInOrderAfterwards() {
        List<UUID> published = new ArrayList<>(world.publish(webhook, 500, EventTerms.NONE));
        world.elapse(100);
        world.pause(webhook, true);
        int before = world.sender.sent().size();
        published.addAll(world.publish(webhook, 1_000, EventTerms.NONE));
        world.elapse(600_000);
        assertEquals(before, world.sender.sent().size());
        assertEquals(WebhookStatus.PENDING, world.store.status(published.get(1_499)));

        world.pause(webhook, false);
        world.elapse(10_000);
        assertEquals(published, world.sender.sent().stream().map(Sent::deliveryId).toList());
        assertTrue(world.store.allSent());
    }

    @Test
    void resumingLooksAtTheStoreAtOnce() {
        world.pause(webhook, true);
        world.publish(webhook);
        world.pause(webhook, false);
        assertEquals(1, world.sender.sent().size());
    }

    @Test
    void aTestGoesOutAllTheSame() {
        world.pause(webhook, true);
        world.publish(webhook);
        UUID test = world.test(webhook);
        world.elapse(100);
        assertEquals(List.of(test), world.sender.sent().stream().map(Sent::deliveryId).toList());
        assertEquals(WebhookStatus.SENT, world.store.status(test));
    }

    @Test
    void whatIsUnderWayEndsAndItsRetryIsHeld() {
        world.sender.script("a.example", status(500).after(50));
        UUID delivery = world.publish(webhook);
        world.pause(webhook, true);
        world.elapse(60_000);
        assertEquals(1, world.sender.sent().size());
        assertEquals(WebhookStatus.RETRYING, world.store.status(delivery));

        world.sender.script("a.example", status(200));
        world.pause(webhook, false);
        world.elapse(10);
        assertEquals(WebhookStatus.SENT, world.store.status(delivery));
    }

    @Test
    void itGivesItsMemoryBack() {
        for (int i = 0; i < 20; i++) {
            UUID paused = world.webhook("w" + i + ".example");
            world.sender.script("w" + i + ".example", silence());
            for (int n = 0; n < 20; n++) {
                world.publish(paused, 50_000);
            }
            world.pause(paused, true);
        }
        world.publish(webhook, 1 << 20);
        assertEquals(1, world.sender.sentTo("a.example").size());
    }

    @Test
    void aKeyGoesOnWhereItStopped() {
        List<UUID> published = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            published.add(world.publish(webhook, "furnace-7"));
        }
        for (int i = 0; i < 20; i++) {
            world.elapse(3);
            world.pause(webhook, true);
            published.add(world.publish(webhook, "furnace-7"));
            world.elapse(1_000);
            world.pause(webhook, false);
        }
        world.elapse(1_000);
        assertEquals(published, world.sender.sent().stream().map(Sent::deliveryId).toList());
    }

    @Test
    void itIsNotReadOverAndOver() {
        world.pause(webhook, true);
        world.publish(webhook, 1_000, EventTerms.NONE);
        int loads = world.store.loads();
        world.elapse(600_000);
        assertTrue(world.store.loads() - loads <= 21, "now and then: " + (world.store.loads() - loads));
    }
}
