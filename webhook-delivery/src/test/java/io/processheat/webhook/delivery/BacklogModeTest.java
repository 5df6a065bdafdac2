package io.processheat.webhook.delivery;

import static io.processheat.webhook.delivery.ScriptedSender.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.spi.EventTerms;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What goes through the store twice costs more: no more of it than memory asks for. */
class BacklogModeTest {

    private final World world = new World();

    @Test
    void aBacklogIsReadInPagesThatGrowWhileTheyDoNotBringAll() {
        UUID webhook = world.webhook("a.example");
        world.publish(webhook);
        world.elapse(10);
        world.publish(webhook, 20_000, EventTerms.NONE);
        int loads = world.store.loads();
        world.elapse(20_000);
        assertTrue(world.store.allSent());
        assertTrue(world.store.loads() - loads <= 20_000 / 400, "pages: " + (world.store.loads() - loads));
    }

    @Test
    void aReceiverNeverWaitsForAPage() {
        world.sender.script("a.example", status(200).after(10));
        UUID webhook = world.webhook("a.example");
        world.publish(webhook, 10_000, EventTerms.NONE);
        world.elapse(10_100);
        assertEquals(8 * 1_010, world.sender.sent().size(), 16);
    }

    @Test
    void oneLateAnswerDoesNotSendABacklogBackToTheStore() {
        UUID webhook = world.webhook("a.example");
        world.publish(webhook);
        world.elapse(10);
        world.sender.script("a.example", status(200).after(700));
        world.publish(webhook, 1_000, EventTerms.NONE);
        world.elapse(600);
        world.sender.script("a.example", status(200));
        int loads = world.store.loads();
        world.elapse(15_000);
        assertTrue(world.store.allSent());
        assertEquals(loads, world.store.loads(), "all of it was in memory");
    }
}
