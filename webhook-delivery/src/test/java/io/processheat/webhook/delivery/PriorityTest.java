package io.processheat.webhook.delivery;

import static io.processheat.webhook.delivery.ScriptedSender.silence;
import static io.processheat.webhook.delivery.ScriptedSender.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.Priority;
import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.delivery.ScriptedSender.Sent;
import io.processheat.webhook.spi.EventTerms;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PriorityTest {

    private static final EventTerms LOW = EventTerms.NONE;
    private static final EventTerms MEDIUM = new EventTerms(Priority.MEDIUM, null, EventTerms.NEVER);
    private static final EventTerms HIGH = new EventTerms(Priority.HIGH, null, EventTerms.NEVER);
    private static final long ANSWER_MILLIS = 100;

    private final World world = new World();

    @Test
    void anAlarmWaitsForNoMoreThanTheRequestsInFlight() {
        UUID webhook = answering("a.example");
        world.publish(webhook, 100_000, LOW);
        world.elapse(1_030);
        assertStartsWithin(ANSWER_MILLIS, webhook);
    }

    @Test
    void soItDoesForAWebhookThatHasNotAnsweredYet() {
        UUID webhook = answering("a.example");
        world.publish(webhook, 100_000, LOW);
        assertStartsWithin(ANSWER_MILLIS, webhook);
    }

    @Test
    void alarmsOneAfterTheOtherAllDo() {
        UUID webhook = answering("a.example");
        world.publish(webhook, 100_000, LOW);
        for (int i = 0; i < 300; i++) {
            world.elapse(37);
            assertStartsWithin(ANSWER_MILLIS, webhook);
        }
    }

    @Test
    void backlogsOfOthersDelayNoAlarm() {
        List<UUID> others = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            others.add(answering("w" + i + ".example"));
        }
        others.forEach(other -> world.publish(other, 1_000, LOW));
        UUID webhook = answering("a.example");
        for (int i = 0; i < 50; i++) {
            world.elapse(37);
            assertStartsWithin(0, webhook);
            world.elapse(ANSWER_MILLIS);
        }
    }

    @Test
    void norDoSoManyOthersThatBothWindowsAndAllMemoryAreFull() {
        World small = new World(World.settings(8, 0, 5));
        for (int i = 0; i < 5_000; i++) {
            small.sender.script("w" + i + ".example", silence());
            small.publish(small.webhook("w" + i + ".example"), 5, LOW);
        }
        int underWay = small.sender.underWay();
        small.publish(small.webhook("low.example"), 1, LOW);
        assertEquals(underWay, small.sender.underWay(), "there is room for nothing more");
        small.publish(small.webhook("a.example"), HIGH);
        assertEquals(1, small.sender.sentTo("a.example").size());
    }

    @Test
    void anAlarmThatOnlyTheStoreHasGoesFirst() {
        UUID webhook = answering("a.example");
        world.publish(webhook, 1_000, LOW);
        world.elapse(1_030);
        UUID alarm = world.publishUnclaimed(webhook, HIGH);
        world.lane.wake();
        world.elapse(ANSWER_MILLIS);
        assertTrue(startOf(alarm) <= world.time.elapsedMillis());
    }

    @Test
    void theRetryOfAnAlarmGoesFirstToo() {
        UUID webhook = answering("a.example");
        world.publish(webhook, 100_000, LOW);
        world.elapse(1_030);
        world.sender.script("a.example", request -> status(request.attempt() == 1 ? 500 : 200).after(ANSWER_MILLIS));
        UUID alarm = world.publish(webhook, HIGH);
        world.elapse(2_000 + 200 + 3 * ANSWER_MILLIS);
        assertEquals(WebhookStatus.SENT, world.store.status(alarm));
    }

    @Test
    void alarmsThatWaitForTheirRetryDoNotHideWhatIsDueAfterARestart() {
        UUID webhook = world.webhook("a.example", "long", true);
        world.sender.script("a.example", status(503, "7200"));
        world.publish(webhook, 600, HIGH);
        world.elapse(120_000);
        assertEquals(600, world.sender.sent().size());
        world.sender.script("a.example", status(200));
        UUID low = world.publishUnclaimed(webhook, LOW);
        world.restart();
        world.elapse(1_000);
        assertEquals(WebhookStatus.SENT, world.store.status(low));
    }

    @Test
    void theMoreImportantGoFirstAndEachPriorityInItsOrder() {
        World single = new World(World.settings(1, 0, 5));
        UUID webhook = single.webhook("a.example");
        List<UUID> low = new ArrayList<>(single.publish(webhook, 1_000, LOW));
        List<UUID> medium = single.publish(webhook, 1_000, MEDIUM);
        List<UUID> high = single.publish(webhook, 1_000, HIGH);
        single.elapse(10_000);
        List<UUID> expected = new ArrayList<>(List.of(low.remove(0)));
        expected.addAll(high);
        expected.addAll(medium);
        expected.addAll(low);
        assertEquals(expected, single.sender.sent().stream().map(Sent::deliveryId).toList());
    }

    @Test
    void whatIsLeftOfALowBacklogIsAllSentAfterwards() {
        UUID webhook = world.webhook("a.example");
        world.publish(webhook, 5_000, LOW);
        world.publish(webhook, 5_000, HIGH);
        world.elapse(10_000);
        assertTrue(world.store.allSent());
    }

    /** The alarm is not retried, read or waited for: it is among the next that start. */
    private void assertStartsWithin(long millis, UUID webhook) {
        long published = world.time.elapsedMillis();
        UUID alarm = world.publish(webhook, HIGH);
        world.elapse(millis);
        long started = startOf(alarm);
        assertTrue(started - published <= millis, "published at " + published + ", started at " + started);
    }

    private UUID answering(String host) {
        world.sender.script(host, status(200).after(ANSWER_MILLIS));
        return world.webhook(host);
    }

    private long startOf(UUID delivery) {
        return world.sender.sent().stream()
                .filter(post -> post.deliveryId().equals(delivery))
                .mapToLong(Sent::atMillis)
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }
}
