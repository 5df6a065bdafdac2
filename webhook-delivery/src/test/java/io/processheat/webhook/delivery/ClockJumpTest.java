package io.processheat.webhook.delivery;

import static io.processheat.webhook.delivery.ScriptedSender.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.WebhookStatus;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ClockJumpTest {

    private static final long YEARS = Duration.ofDays(365 * 50).toMillis();

    private final World world = new World();

    @Test
    void aRetryInMemoryComesInTimeWhateverTheWallClockDoes() {
        world.sender.script("a.example", status(500));
        world.publish(world.webhook("a.example"));
        world.elapse(100);
        world.time.jump(-YEARS);
        world.elapse(2_300);
        assertEquals(2, world.sender.sent().size());
        world.time.jump(2 * YEARS);
        world.elapse(3_000);
        assertEquals(2, world.sender.sent().size());
    }

    @Test
    void aRetryReadAtAStartWithTheClockSetBackComesAfterItsStep() {
        world.sender.script("a.example", status(500));
        world.publish(world.webhook("a.example"));
        world.elapse(100);
        world.time.jump(-YEARS);
        world.restart();
        world.elapse(2_300);
        assertEquals(2, world.sender.sent().size());
    }

    @Test
    void aDeliveryNotTriedYetIsSentAtOnceThen() {
        UUID delivery = world.publishUnclaimed(world.webhook("a.example"));
        world.time.jump(-YEARS);
        world.restart();
        world.elapse(10);
        assertEquals(WebhookStatus.SENT, world.store.status(delivery));
    }

    @Test
    void aFarRetryInTheStoreComesAfterItsStepThoughTheClockIsSetBackMeanwhile() {
        world.sender.script("a.example", status(500));
        world.publish(world.webhook("a.example", "long", true));
        world.elapse(10_000);
        assertEquals(2, world.sender.sent().size());
        world.time.jump(-YEARS);
        world.elapse(Duration.ofMinutes(7).toMillis());
        assertEquals(3, world.sender.sent().size());
        assertTrue(world.sender.sent().get(2).atMillis() >= 300_000);
    }

    @Test
    void withTheClockSetForwardItComesEarlyRatherThanNever() {
        world.sender.script("a.example", status(500));
        world.publish(world.webhook("a.example", "long", true));
        world.elapse(10_000);
        world.time.jump(YEARS);
        world.elapse(61_000);
        assertEquals(3, world.sender.sent().size());
    }

    @Test
    void aRetryAfterHoldsOverARestart() {
        world.sender.script("a.example", status(503, "1800"));
        world.publish(world.webhook("a.example"));
        world.elapse(1_000);
        world.restart();
        world.elapse(Duration.ofMinutes(29).toMillis());
        assertEquals(1, world.sender.sent().size());
        world.elapse(Duration.ofMinutes(2).toMillis());
        assertEquals(2, world.sender.sent().size());
    }

    @Test
    void manyDeliveriesWithTimesFromTheFutureAllPass() {
        UUID webhook = world.webhook("a.example");
        for (int i = 0; i < 1_000; i++) {
            world.publishUnclaimed(webhook);
        }
        world.time.jump(-YEARS);
        world.restart();
        world.elapse(5_000);
        assertTrue(world.store.allSent());
        assertEquals(List.of(1), world.sender.sent().stream().map(sent -> sent.request().attempt()).distinct().toList());
    }
}
