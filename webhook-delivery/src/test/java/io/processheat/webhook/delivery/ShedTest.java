package io.processheat.webhook.delivery;

import static io.processheat.webhook.delivery.ScriptedSender.status;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processheat.webhook.FailureReason;
import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.delivery.ScriptedSender.Sent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The store gives up what the dispatcher has in memory. */
class ShedTest {

    private final World world = new World(World.settings(1, 32 << 20, 5));
    private final UUID webhook = world.webhook("a.example");

    @Test
    void whatIsShedIsNotSentFromMemory() {
        world.sender.script("a.example", status(200).after(1_000));
        UUID underWay = world.publish(webhook);
        List<UUID> shed = new ArrayList<>();
        for (int number = 0; number < 100; number++) {
            shed.add(world.publish(webhook));
        }
        UUID kept = world.publish(webhook);
        world.loop.settle();
        world.store.shed(shed);
        world.elapse(10_000);
        assertEquals(List.of(underWay, kept), sent());
        assertEquals(Optional.of(FailureReason.SHED), world.store.reason(shed.get(0)));
    }

    @Test
    void whatIsUnderWayMayStillArriveButIsNotRetried() {
        world.sender.script("a.example", request -> status(sent().size() == 1 ? 500 : 200).after(1_000));
        UUID first = world.publish(webhook);
        UUID second = world.publish(webhook);
        world.elapse(500);
        world.store.shed(List.of(first));
        world.elapse(20_000);
        assertEquals(List.of(first, second), sent());
        assertEquals(Optional.of(FailureReason.SHED), world.store.reason(first));
        assertEquals(WebhookStatus.SENT, world.store.status(second));
    }

    @Test
    void aPageOnItsWayDoesNotBringItBack() {
        UUID shed = world.publishUnclaimed(webhook, World.key("furnace-7"));
        world.store.holdPages(true);
        world.lane.wake();
        world.loop.settle();
        world.store.shed(List.of(shed));
        world.store.holdPages(false);
        world.elapse(1_000);
        assertEquals(List.of(), sent());
    }

    @Test
    void aRetryThatIsShedIsNotMade() {
        world.sender.script("a.example", status(500));
        UUID shed = world.publish(webhook);
        world.elapse(100);
        world.store.shed(List.of(shed));
        world.elapse(60_000);
        assertEquals(List.of(shed), sent());
    }

    private List<UUID> sent() {
        return world.sender.sent().stream().map(Sent::deliveryId).toList();
    }
}
