package io.processheat.webhook.delivery;

import static io.processheat.webhook.delivery.ScriptedSender.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.delivery.ScriptedSender.Sent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A page may reach the lane after what happened later in the store: a thread may be held up anywhere. */
class LateResultsTest {

    /** One attempt at a time, and the least memory there can be. */
    private final World world = new World(World.settings(1, 0, 5));

    @Test
    void whatIsPublishedWhileAPageIsOnItsWayIsSentOnceThePageIsThere() {
        UUID webhook = world.webhook("a.example");
        askForAPage();
        UUID delivery = world.publish(webhook);
        world.store.holdPages(false);
        world.elapse(10);
        assertEquals(WebhookStatus.SENT, world.store.status(delivery));
    }

    @Test
    void behindWhatThePageBrings() {
        UUID webhook = world.webhook("a.example");
        UUID before = world.publishUnclaimed(webhook);
        askForAPage();
        UUID after = world.publish(webhook);
        world.store.holdPages(false);
        world.elapse(20);
        assertEquals(List.of(before, after), world.sender.sent().stream().map(Sent::deliveryId).toList());
    }

    @Test
    void alsoWhereThePageDoesNotBringAll() {
        UUID webhook = world.webhook("a.example");
        List<UUID> published = new ArrayList<>();
        for (int i = 0; i < 2 * Pager.PAGE; i++) {
            published.add(world.publishUnclaimed(webhook));
        }
        askForAPage();
        published.add(world.publish(webhook));
        world.store.holdPages(false);
        world.elapse(5_000);
        assertEquals(published, world.sender.sent().stream().map(Sent::deliveryId).toList());
    }

    @Test
    void aWakeUpWhileAPageIsOnItsWayIsNotForgotten() {
        UUID webhook = world.webhook("a.example");
        askForAPage();
        UUID delivery = world.publishUnclaimed(webhook);
        world.lane.wake();
        world.loop.settle();
        world.store.holdPages(false);
        world.elapse(10);
        assertEquals(WebhookStatus.SENT, world.store.status(delivery));
    }

    @Test
    void whatWasSentMeanwhileIsNotSentAgain() {
        world.sender.script("a.example", status(200).after(50));
        UUID webhook = world.webhook("a.example");
        world.publish(webhook);
        askForAPage();
        world.elapse(100);
        assertTrue(world.store.allSent());
        world.store.holdPages(false);
        world.elapse(1_000);
        assertEquals(1, world.sender.sent().size());
    }

    @Test
    void aRetryThatWentToTheStoreMeanwhileIsNotForgotten() {
        world.sender.script("a.example", request -> status(request.attempt() == 1 ? 500 : 200).after(600));
        UUID webhook = world.webhook("a.example");
        UUID delivery = world.publish(webhook, 40_000);
        askForAPage();
        world.elapse(700);
        world.store.holdPages(false);
        world.elapse(Duration.ofSeconds(3).toMillis());
        assertEquals(WebhookStatus.SENT, world.store.status(delivery));
    }

    private void askForAPage() {
        world.store.holdPages(true);
        world.lane.wake();
        world.loop.settle();
    }
}
