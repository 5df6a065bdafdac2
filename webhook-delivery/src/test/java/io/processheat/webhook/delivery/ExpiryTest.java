package io.processheat.webhook.delivery;

import static io.processheat.webhook.delivery.ScriptedSender.silence;
import static io.processheat.webhook.delivery.ScriptedSender.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.FailureReason;
import io.processheat.webhook.Priority;
import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.spi.EventTerms;
import io.processheat.webhook.spi.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ExpiryTest {

    private final World world = new World(World.settings(1, 32 << 20, 1));
    private final UUID webhook = world.webhook("a.example");

    @Test
    void pastItsDeadlineADeliveryEndsWithoutARequest() {
        world.sender.script("a.example", status(200).after(1_000));
        UUID first = world.publish(webhook);
        UUID late = world.publish(webhook, expiringIn(500));
        UUID timely = world.publish(webhook, expiringIn(1_500));
        world.elapse(5_000);
        assertEquals(WebhookStatus.SENT, world.store.status(first));
        assertEquals(Optional.of(FailureReason.EXPIRED), world.store.reason(late));
        assertEquals(WebhookStatus.SENT, world.store.status(timely));
        assertEquals(2, world.sender.sent().size());
    }

    @Test
    void thatIsNotTheReceiversFault() {
        world.sender.script("a.example", status(200).after(1_000));
        world.publish(webhook);
        UUID late = world.publish(webhook, expiringIn(500));
        world.elapse(1_010);
        Outcome outcome = outcomeOf(late);
        assertNull(outcome.attempt());
        assertFalse(outcome.countsForHealth());
        assertTrue(world.alarms.isEmpty());
    }

    @Test
    void unlessItWasTried() {
        world.sender.script("a.example", status(500));
        UUID delivery = world.publish(webhook, expiringIn(1_500));
        world.elapse(1_499);
        assertEquals(WebhookStatus.RETRYING, world.store.status(delivery));
        world.elapse(10);
        assertEquals(Optional.of(FailureReason.EXPIRED), world.store.reason(delivery), "no later than its deadline");
        assertTrue(outcomeOf(delivery).countsForHealth());
        assertEquals(1, world.sender.sent().size());
        assertEquals("expired", world.alarms.get(0).reason());
    }

    @Test
    void anAttemptUnderWayAtTheDeadlineStillCounts() {
        world.sender.script("a.example", status(200).after(1_000));
        UUID delivery = world.publish(webhook, expiringIn(500));
        world.elapse(1_100);
        assertEquals(WebhookStatus.SENT, world.store.status(delivery));
    }

    @Test
    void theNextOfItsKeyIsNotHeldUp() {
        world.sender.script("a.example", request -> request.order() == null ? silence() : status(200));
        world.publish(webhook);
        world.publish(webhook, new EventTerms(Priority.LOW, "furnace-7", world.time.wall() + 500));
        UUID next = world.publish(webhook, "furnace-7");
        world.elapse(10_010);
        assertEquals(WebhookStatus.SENT, world.store.status(next));
        assertEquals(Optional.of("1"), world.sender.sent().get(1).request().order().gap());
    }

    @Test
    void aTurnThatComesWithoutAnOutcomeIsTakenAtOnce() {
        world.sender.script("a.example", request -> status(request.order().number() == 1 ? 500 : 200));
        UUID first = world.publish(webhook, "furnace-7");
        UUID next = world.publish(webhook, "furnace-7");
        world.elapse(100);
        world.store.expire(first);
        world.elapse(10);
        assertEquals(WebhookStatus.SENT, world.store.status(next));
    }

    private EventTerms expiringIn(long millis) {
        return new EventTerms(Priority.LOW, null, world.time.wall() + millis);
    }

    private Outcome outcomeOf(UUID delivery) {
        List<Outcome> all = world.store.recorded().stream()
                .flatMap(List::stream)
                .filter(outcome -> outcome.delivery().deliveryId().equals(delivery))
                .toList();
        return all.get(all.size() - 1);
    }
}
