package io.processheat.webhook.delivery;

import static io.processheat.webhook.delivery.ScriptedSender.silence;
import static io.processheat.webhook.delivery.ScriptedSender.status;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processheat.webhook.DeliveryOptions;
import io.processheat.webhook.FailureReason;
import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.delivery.ScriptedSender.Sent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CoalescingTest {

    private static final DeliveryOptions COALESCING = DeliveryOptions.DEFAULT.withCoalesce(Set.of("alarm.triggered"));

    private final World world = new World(World.settings(1, 32 << 20, 5));

    @Test
    void ofThoseThatWaitOnlyTheNewestIsSent() {
        UUID webhook = world.webhook("a.example", COALESCING, true);
        world.sender.script("a.example", status(200).after(100));
        UUID other = world.publish(webhook);
        UUID first = world.publish(webhook, "furnace-7");
        UUID second = world.publish(webhook, "furnace-7");
        UUID third = world.publish(webhook, "furnace-7");
        world.elapse(1_000);
        assertEquals(List.of(other, third), sent());
        assertEquals(Optional.of(FailureReason.SUPERSEDED), world.store.reason(first));
        assertEquals(Optional.of(FailureReason.SUPERSEDED), world.store.reason(second));
        assertEquals(Optional.of("1-2"), world.sender.sent().get(1).request().order().gap());
    }

    @Test
    void aRetryThatIsSupersededIsNotMade() {
        UUID webhook = world.webhook("a.example", COALESCING, true);
        world.sender.script("a.example", status(500));
        UUID first = world.publish(webhook, "furnace-7");
        world.elapse(100);
        world.sender.script("a.example", status(200));
        UUID second = world.publish(webhook, "furnace-7");
        world.elapse(10_000);
        assertEquals(List.of(first, second), sent());
    }

    @Test
    void theNewOneWaitsForTheOneUnderWayThatItReplaces() {
        World parallel = new World();
        UUID webhook = parallel.webhook("a.example", COALESCING, true);
        parallel.sender.script("a.example", status(200).after(400));
        UUID first = parallel.publish(webhook, "furnace-7");
        UUID second = parallel.publish(webhook, "furnace-7");
        UUID third = parallel.publish(webhook, "furnace-7");
        parallel.elapse(300);
        assertEquals(1, parallel.sender.sent().size());
        parallel.elapse(1_000);
        assertEquals(1, parallel.sender.mostUnderWay("a.example"));
        assertEquals(WebhookStatus.SENT, parallel.store.status(first), "it reached the receiver all the same");
        assertEquals(Optional.of(FailureReason.SUPERSEDED), parallel.store.reason(second));
        assertEquals(WebhookStatus.SENT, parallel.store.status(third));
        assertEquals(Optional.of("2"), parallel.sender.sent().get(1).request().order().gap(), "the first has arrived");
    }

    @Test
    void theNewOneDoesNotWaitForWhatHasEndedBeforeTheOneThatItReplacesCouldStart() {
        World parallel = new World();
        UUID webhook = parallel.webhook("a.example", COALESCING.withMaxPerSecond(1), true);
        parallel.sender.script("a.example", status(200).after(400));
        parallel.publish(webhook, "furnace-7");
        UUID second = parallel.publish(webhook, "furnace-7");
        parallel.elapse(600);
        UUID third = parallel.publish(webhook, "furnace-7");
        parallel.elapse(2_000);
        assertEquals(Optional.of(FailureReason.SUPERSEDED), parallel.store.reason(second));
        assertEquals(WebhookStatus.SENT, parallel.store.status(third));
    }

    @Test
    void theNewOneWaitsForTheOneUnderWayAlsoWhereItWasLetGoMeanwhile() {
        World parallel = new World();
        UUID webhook = parallel.webhook("a.example", COALESCING, true);
        parallel.sender.script("a.example", status(200).after(400));
        parallel.publish(webhook, "furnace-7");
        UUID second = parallel.publish(webhook, "furnace-7");
        parallel.pause(webhook, true);
        parallel.pause(webhook, false);
        parallel.elapse(2_000);
        assertEquals(1, parallel.sender.mostUnderWay("a.example"));
        assertEquals(WebhookStatus.SENT, parallel.store.status(second));
    }

    @Test
    void theNewOneWaitsForTheOneUnderWayAlsoWhereThePauseInBetweenLeftItToTheStore() {
        World parallel = new World();
        UUID webhook = parallel.webhook("a.example", COALESCING, true);
        parallel.sender.script("a.example", status(200).after(400));
        parallel.publish(webhook, "furnace-7");
        UUID second = parallel.publish(webhook, "furnace-7");
        parallel.pause(webhook, true);
        UUID third = parallel.publish(webhook, "furnace-7");
        parallel.pause(webhook, false);
        parallel.elapse(2_000);
        assertEquals(1, parallel.sender.mostUnderWay("a.example"));
        assertEquals(Optional.of(FailureReason.SUPERSEDED), parallel.store.reason(second));
        assertEquals(WebhookStatus.SENT, parallel.store.status(third));
    }

    @Test
    void oneThatFailsThoughItIsSupersededIsNotRetried() {
        World parallel = new World();
        UUID webhook = parallel.webhook("a.example", COALESCING, true);
        parallel.sender.script("a.example", request -> status(request.order().number() == 1 ? 500 : 200).after(400));
        UUID first = parallel.publish(webhook, "furnace-7");
        UUID second = parallel.publish(webhook, "furnace-7");
        parallel.elapse(20_000);
        assertEquals(2, parallel.sender.sent().size());
        assertEquals(Optional.of(FailureReason.SUPERSEDED), parallel.store.reason(first));
        assertEquals(WebhookStatus.SENT, parallel.store.status(second));
    }

    @Test
    void aPageOnItsWayDoesNotBringBackWhatIsSuperseded() {
        UUID webhook = world.webhook("a.example", COALESCING, true);
        UUID first = world.publishUnclaimed(webhook, World.key("furnace-7"));
        world.store.holdPages(true);
        world.lane.wake();
        world.loop.settle();
        UUID second = world.publish(webhook, "furnace-7");
        world.store.holdPages(false);
        world.elapse(1_000);
        assertEquals(List.of(second), sent());
        assertEquals(Optional.of(FailureReason.SUPERSEDED), world.store.reason(first));
    }

    @Test
    void aHundredThousandOfThemLeaveNothingBehind() {
        UUID webhook = world.webhook("a.example", COALESCING, true);
        world.sender.script("a.example", silence());
        world.publish(webhook);
        world.publish(webhook, 100_000, World.key("furnace-7"));
        world.sender.script("a.example", status(200));
        world.elapse(15_000);
        assertEquals(WebhookStatus.SENT, world.store.status(sent().get(sent().size() - 1)));
        assertEquals(3, sent().size());
    }

    private List<UUID> sent() {
        return world.sender.sent().stream().map(Sent::deliveryId).toList();
    }
}
