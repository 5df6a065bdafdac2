package io.processheat.webhook.delivery;

import static io.processheat.webhook.delivery.ScriptedSender.failure;
import static io.processheat.webhook.delivery.ScriptedSender.silence;
import static io.processheat.webhook.delivery.ScriptedSender.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.DeliveryOptions;
import io.processheat.webhook.delivery.http.PostResult.Kind;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Each webhook is called as fast as its owner and its receiver want it, and no faster. */
class LimitsTest {

    private static final String HOST = "a.example";

    private final World world = new World(World.settings(8, 32 << 20, 1_000));

    @Test
    void aWebhookHasAsManyUnderWayAsItsOwnerSays() {
        world.sender.script(HOST, status(204).after(400));
        publish(world.webhook(HOST, DeliveryOptions.DEFAULT.withMaxInFlight(3), true), 30);
        world.elapse(1_000);

        assertEquals(3, world.sender.mostUnderWay(HOST));
    }

    @Test
    void aWebhookGetsAsManyPerSecondAsItsOwnerSaysAndOthersArePassedOn() {
        UUID limited = world.webhook(HOST, DeliveryOptions.DEFAULT.withMaxPerSecond(5), true);
        UUID free = world.webhook("b.example");
        publish(limited, 40);
        publish(free, 40);
        world.elapse(100);
        assertEquals(40, world.sender.sentTo("b.example").size());
        world.elapse(3_800);

        assertEquals(20, world.sender.sentTo(HOST).size());
        List<Long> times = world.sender.timesOf(HOST);
        for (int i = 5; i < times.size(); i++) {
            assertTrue(times.get(i) - times.get(i - 5) >= 1_000, times::toString);
        }
        world.elapse(4_000);
        assertEquals(40, world.sender.sentTo(HOST).size());
    }

    @Test
    void aWebhookIsSlowedDownWhileItsReceiverIsOverloadedAndRecovers() {
        world.sender.script(HOST, status(503).after(100));
        UUID webhook = world.webhook(HOST);
        publish(webhook, 1_000);
        world.elapse(1_000);
        assertEquals(1, world.sender.underWay());

        world.sender.script(HOST, status(204).after(100));
        world.elapse(3_000);
        assertEquals(8, world.sender.underWay());
    }

    @Test
    void aWebhookRestsAsLongAsA429AsksForAndBurnsNoAttemptsMeanwhile() {
        world.sender.script(HOST, status(429, "30").after(10));
        publish(world.webhook(HOST), 100);
        world.elapse(29_000);
        assertEquals(8, world.sender.sentTo(HOST).size());

        world.sender.script(HOST, status(204));
        world.elapse(5_000);
        assertTrue(world.sender.sentTo(HOST).size() >= 100);
    }

    @Test
    void aReceiverThatIsAwayGetsOneAttemptAtATimeUntilItIsBack() {
        world.sender.script(HOST, failure(Kind.CONNECT));
        UUID webhook = world.webhook(HOST, DeliveryOptions.DEFAULT.withRetrySchedule("long"), true);
        publish(webhook, 300);
        world.elapse(500);
        int knocked = world.sender.sentTo(HOST).size();
        assertTrue(knocked >= 50 && knocked < 60, "until the circuit opened: " + knocked);
        world.elapse(10_000);
        int probes = world.sender.sentTo(HOST).size() - knocked;
        assertTrue(probes >= 9 && probes <= 11, "one a second: " + probes);

        world.sender.script(HOST, status(204));
        world.elapse(2_000);
        assertTrue(world.sender.sentTo(HOST).size() >= 300 + probes, "all that waited");
    }

    @Test
    void aTestIsNotHeldUpByLimits() {
        world.sender.script(HOST, silence());
        UUID webhook = world.webhook(HOST, DeliveryOptions.DEFAULT.withMaxInFlight(1).withMaxPerSecond(1), true);
        publish(webhook, 5);
        world.test(webhook);

        assertEquals(2, world.sender.underWay());
    }

    private void publish(UUID webhook, int count) {
        for (int number = 0; number < count; number++) {
            world.publish(webhook);
        }
    }
}
