package io.processheat.webhook.delivery;

import static io.processheat.webhook.delivery.ScriptedSender.silence;
import static io.processheat.webhook.delivery.ScriptedSender.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.WebhookStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IsolationTest {

    private static final int MANY = 1_000;

    private final World world = new World();

    @Test
    void aHealthyWebhookIsServedAtOnceWhileAThousandNewOnesHang() {
        List<UUID> hanging = webhooks(MANY);
        hanging.forEach(webhook -> world.sender.script(host(hanging, webhook), silence()));
        for (int i = 0; i < 10; i++) {
            world.publishToAll(hanging);
        }
        assertHealthyIsServedAtOnce("new.example");
        world.elapse(250);
        assertHealthyIsServedAtOnce("newer.example");
        world.elapse(5_000);
        assertHealthyIsServedAtOnce("newest.example");
    }

    @Test
    void soItIsWhenAThousandThatWereHealthyDieAllAtOnceWithABacklog() {
        List<UUID> dying = webhooks(MANY);
        UUID healthy = world.webhook("healthy.example");
        for (int i = 0; i < 4; i++) {
            world.publishToAll(dying);
            world.publish(healthy);
            world.elapse(20);
        }
        dying.forEach(webhook -> world.sender.script(host(dying, webhook), silence()));
        for (int i = 0; i < 10; i++) {
            world.publishToAll(dying);
        }
        for (int i = 0; i < 40; i++) {
            int before = world.sender.sentTo("healthy.example").size();
            UUID delivery = world.publish(healthy);
            assertEquals(before + 1, world.sender.sentTo("healthy.example").size(), "at " + world.time.elapsedMillis());
            world.elapse(50);
            assertEquals(WebhookStatus.SENT, world.store.status(delivery));
        }
    }

    @Test
    void whatHangsHoldsLittleMemoryHoweverLargeItsBacklog() {
        List<UUID> hanging = webhooks(200);
        hanging.forEach(webhook -> world.sender.script(host(hanging, webhook), silence()));
        for (UUID webhook : hanging) {
            world.publish(webhook, 1 << 20);
        }
        assertHealthyIsServedAtOnce("healthy.example");
    }

    @Test
    void whatStartsToHangGivesItsMemoryBack() {
        World small = new World(World.settings(2, 0, 5));
        List<UUID> dying = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            dying.add(small.webhook("w" + i + ".example"));
            small.publish(dying.get(i));
        }
        UUID healthy = small.webhook("healthy.example");
        small.publish(healthy);
        small.elapse(100);
        for (int i = 0; i < 20; i++) {
            small.sender.script("w" + i + ".example", silence());
            for (int n = 0; n < 40; n++) {
                small.publish(dying.get(i), 20_000);
            }
        }
        small.elapse(600);
        small.publish(healthy, 1 << 20);
        assertEquals(2, small.sender.sentTo("healthy.example").size());
    }

    @Test
    void aWebhookThatHangsHasHalfAsManyUnderWayAfterEachRoundOfTimeouts() {
        world.sender.script("a.example", silence());
        world.prober.answers("a.example", 1);
        UUID webhook = world.webhook("a.example");
        for (int i = 0; i < 8; i++) {
            world.publish(webhook);
        }
        assertEquals(8, world.sender.underWay());
        world.elapse(10_000 + 2_250);
        assertEquals(4, world.sender.underWay());
        world.elapse(10_000);
        assertEquals(2, world.sender.underWay());
    }

    @Test
    void theMoreHangTheFewerAttemptsEachHas() {
        List<UUID> webhooks = webhooks(1_000);
        webhooks.forEach(webhook -> world.sender.script("w" + webhooks.indexOf(webhook) + ".example", silence()));
        for (int i = 0; i < 8; i++) {
            webhooks.forEach(world::publish);
        }
        assertTrue(world.sender.underWay() < 4_096, "room is left: " + world.sender.underWay());
        assertTrue(world.sender.underWay() >= 1_000, "each has one: " + world.sender.underWay());
    }

    @Test
    void aSlowWebhookThatAnswersIsSentToInParallelToo() {
        world.sender.script("a.example", status(200).after(800));
        UUID webhook = world.webhook("a.example");
        for (int i = 0; i < 40; i++) {
            world.publish(webhook);
        }
        world.elapse(20_000);
        assertEquals(8, world.sender.mostUnderWay("a.example"));
        assertTrue(world.store.allSent());
    }

    private void assertHealthyIsServedAtOnce(String host) {
        UUID delivery = world.publish(world.webhook(host));
        assertEquals(List.of(world.time.elapsedMillis()), world.sender.timesOf(host));
        world.elapse(5);
        assertEquals(WebhookStatus.SENT, world.store.status(delivery));
    }

    private List<UUID> webhooks(int count) {
        List<UUID> webhooks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            webhooks.add(world.webhook("w" + i + ".example"));
        }
        return webhooks;
    }

    private static String host(List<UUID> webhooks, UUID webhook) {
        return "w" + webhooks.indexOf(webhook) + ".example";
    }
}
