package io.processheat.webhook.delivery;

import static io.processheat.webhook.delivery.ScriptedSender.silence;
import static io.processheat.webhook.delivery.ScriptedSender.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.delivery.ScriptedSender.Sent;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PagingTest {

    /** One attempt at a time, and the least memory there can be. */
    private final World world = new World(World.settings(1, 0, 5));

    @Test
    void deliveriesGoOutInTheirOrder() {
        UUID webhook = world.webhook("a.example");
        assertEquals(publish(webhook, 100, 100), sentAfter(1_000));
    }

    @Test
    void soTheyDoWhenTheyDoNotFitIntoMemory() {
        UUID webhook = world.webhook("a.example");
        List<UUID> published = publish(webhook, 1_000, 20_000);
        world.elapse(500);
        published.addAll(publish(webhook, 100, 20_000));
        assertEquals(published, sentAfter(60_000));
        assertTrue(world.store.allSent());
    }

    @Test
    void aSmallOneThatWouldFitDoesNotOvertake() {
        UUID webhook = world.webhook("a.example");
        List<UUID> published = publish(webhook, 200, 20_000);
        published.addAll(publish(webhook, 5, 100));
        assertEquals(published, sentAfter(10_000));
    }

    @Test
    void whatDoesNotFitStaysInTheStore() {
        world.sender.script("a.example", silence());
        UUID webhook = world.webhook("a.example");
        publish(webhook, 300, 100_000);
        world.elapse(5_000);
        int loads = world.store.loads();
        world.elapse(4_000);
        assertTrue(world.store.loads() - loads < 20, "it does not ask over and over: " + (world.store.loads() - loads));
    }

    @Test
    void whatIsTooLargeJustNowIsNotReadOverAndOver() {
        for (int i = 0; i < 20; i++) {
            world.sender.script("w" + i + ".example", silence());
            world.publish(world.webhook("w" + i + ".example"), 1 << 20);
        }
        int loads = world.store.loads();
        world.elapse(8_000);
        assertTrue(world.store.loads() - loads <= 20, "loads: " + (world.store.loads() - loads));
    }

    @Test
    void theLargestPayloadsPassOneByOne() {
        UUID webhook = world.webhook("a.example");
        List<UUID> published = publish(webhook, 20, 1 << 20);
        assertEquals(published, sentAfter(10_000));
    }

    @Test
    void onesThatAreLargerThanTheBudgetPassOneByOneToo() {
        UUID webhook = world.webhook("a.example");
        List<UUID> published = publish(webhook, 3, 16 << 20);
        published.addAll(publish(webhook, 3, 100));
        assertEquals(published, sentAfter(10_000));
        assertTrue(world.store.allSent());
    }

    @Test
    void oneLaneHoldsOneOfThemAtATimeAndOthersGoOn() {
        for (String host : List.of("a.example", "b.example")) {
            world.sender.script(host, silence());
            world.publish(world.webhook(host), 16 << 20);
        }
        world.elapse(5_000);
        assertEquals(1, world.sender.underWay());
        world.publish(world.webhook("c.example"), 100);
        assertEquals(1, world.sender.sentTo("c.example").size());
        world.elapse(6_000);
        assertEquals(1, world.sender.sentTo("b.example").size());
    }

    @Test
    void deliveriesThatWereThereBeforeAreFoundAtTheStart() {
        UUID webhook = world.webhook("a.example");
        List<UUID> published = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            published.add(world.publishUnclaimed(webhook));
        }
        world.restart();
        assertEquals(published.size(), sentAfter(5_000).size());
        assertTrue(world.store.allSent());
    }

    @Test
    void deliveriesNobodyClaimedAreFoundByWaking() {
        UUID webhook = world.webhook("a.example");
        UUID delivery = world.publishUnclaimed(webhook);
        world.elapse(20);
        assertEquals(WebhookStatus.PENDING, world.store.status(delivery));
        world.lane.wake();
        world.elapse(20);
        assertEquals(WebhookStatus.SENT, world.store.status(delivery));
    }

    @Test
    void orByLookingNowAndThen() {
        UUID webhook = world.webhook("a.example");
        UUID delivery = world.publishUnclaimed(webhook);
        world.elapse(60_100);
        assertEquals(WebhookStatus.SENT, world.store.status(delivery));
    }

    @Test
    void eachIsSentOnceThoughPagesHoldWhatIsInMemoryAlready() {
        world.sender.script("a.example", status(200).after(30));
        UUID webhook = world.webhook("a.example");
        List<UUID> published = publish(webhook, 50, 1_000);
        for (int i = 0; i < 20; i++) {
            world.lane.wake();
            world.elapse(40);
        }
        assertEquals(published, sentAfter(10_000));
    }

    @Test
    void retriesThatDoNotFitIntoMemoryComeBackFromTheStore() {
        world.sender.script("a.example", request -> status(request.attempt() == 1 ? 500 : 200));
        UUID webhook = world.webhook("a.example");
        publish(webhook, 100, 100_000);
        world.elapse(30_000);
        assertTrue(world.store.allSent());
        assertEquals(200, world.sender.sent().size());
    }

    private List<UUID> publish(UUID webhook, int count, int bytes) {
        List<UUID> published = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            published.add(world.publish(webhook, bytes));
        }
        return published;
    }

    private List<UUID> sentAfter(long millis) {
        world.elapse(millis);
        return world.sender.sent().stream().map(Sent::deliveryId).toList();
    }
}
