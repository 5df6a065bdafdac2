package io.processheat.webhook.delivery;

import static io.processheat.webhook.delivery.ScriptedSender.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.delivery.http.PostResult.Answered;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecordFailureTest {

    private final World world = new World();

    @Test
    void outcomesAreKeptUntilTheStoreTakesThem() {
        UUID webhook = world.webhook("a.example");
        world.store.recordFails(true);
        for (int i = 0; i < 50; i++) {
            world.publish(webhook);
        }
        world.elapse(20_000);
        assertEquals(50, world.sender.sent().size());
        world.store.recordFails(false);
        world.elapse(5_100);
        assertTrue(world.store.allSent());
        assertEquals(50, world.sender.sent().size(), "and nothing is sent twice");
    }

    @Test
    void whatEndsTogetherIsRecordedTogether() {
        UUID webhook = world.webhook("a.example");
        for (int i = 0; i < 63; i++) {
            world.publish(webhook);
        }
        world.elapse(1_000);
        assertEquals(63, world.sender.sent().size());
        assertTrue(world.store.recorded().size() <= 11, world.store.recorded().size() + " commits");
    }

    @Test
    void whatTheNextOfAKeyWaitsForGoesAlongWithABatchThatIsBeingRecorded() {
        UUID webhook = world.webhook("a.example");
        world.store.holdRecords(true);
        for (int i = 0; i < 3; i++) {
            world.publish(webhook);
            world.elapse(10);
        }
        assertEquals(1, world.store.recorded().size());
        world.publish(webhook, "furnace-7");
        world.elapse(10);
        assertEquals(2, world.store.recorded().size());
        world.publish(webhook, "furnace-8");
        world.elapse(10);
        assertEquals(2, world.store.recorded().size(), "no more than two");

        world.store.holdRecords(false);
        world.elapse(10);
        assertTrue(world.store.allSent());
    }

    @Test
    void nothingMoreIsStartedWhenTooMuchIsUnrecorded() {
        String large = "x".repeat(4_096);
        world.sender.script("a.example", request ->
                new ScriptedSender.Reply(1, new Answered(200, Optional.empty(), large, Duration.ZERO)));
        UUID webhook = world.webhook("a.example");
        world.store.recordFails(true);
        for (int i = 0; i < 2_000; i++) {
            world.publish(webhook, 100);
        }
        world.elapse(20_000);
        int sent = world.sender.sent().size();
        assertTrue(sent > 400 && sent < 600, sent + " sent");

        world.store.recordFails(false);
        world.elapse(20_000);
        assertTrue(world.store.allSent());
        assertEquals(2_000, world.sender.sent().size());
    }

    @Test
    void aFailureAfterOneRecordLeavesTheRestOfTheBatchAlone() {
        world.unhealthy = webhook -> {
            throw new IllegalStateException("stopped");
        };
        world.sender.script("gone.example", status(410));
        world.sender.script("a.example", request -> status(request.attempt() == 1 ? 500 : 200));
        UUID gone = world.webhook("gone.example");
        UUID healthy = world.webhook("a.example");
        UUID delivery = world.publishToAll(List.of(gone, healthy)).get(1);
        world.elapse(10_000);
        assertEquals(2, world.store.recorded().get(0).size(), "one batch");
        assertEquals(WebhookStatus.SENT, world.store.status(delivery));
    }
}
