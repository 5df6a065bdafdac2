package io.processheat.webhook.delivery;

import static io.processheat.webhook.delivery.ScriptedSender.failure;
import static io.processheat.webhook.delivery.ScriptedSender.silence;
import static io.processheat.webhook.delivery.ScriptedSender.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.Attempt;
import io.processheat.webhook.Delivery;
import io.processheat.webhook.FailureReason;
import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.delivery.ScriptedSender.Sent;
import io.processheat.webhook.delivery.http.PostRequest;
import io.processheat.webhook.delivery.http.PostResult.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RetryTest {

    private final World world = new World();

    @Test
    void aDeliveryIsSentAtOnce() {
        UUID webhook = world.webhook("a.example");
        UUID delivery = world.publish(webhook);
        assertEquals(List.of(0L), world.sender.timesOf("a.example"));
        world.elapse(10);
        assertEquals(WebhookStatus.SENT, world.store.status(delivery));
    }

    @Test
    void itIsTriedAgainAfterTwoFourAndEightSecondsAndGivenUp() {
        world.sender.script("a.example", status(500));
        UUID delivery = world.publish(world.webhook("a.example"));
        world.elapse(60_000);

        List<Long> times = world.sender.timesOf("a.example");
        assertEquals(4, times.size());
        assertDelay(2_000, times.get(0), times.get(1));
        assertDelay(4_000, times.get(1), times.get(2));
        assertDelay(8_000, times.get(2), times.get(3));
        Delivery end = shown(delivery);
        assertEquals(Optional.of(FailureReason.EXHAUSTED), end.reason());
        assertEquals(4, end.attempt());
        assertEquals(Optional.of(500), end.httpStatus());
    }

    @Test
    void eachAttemptHasItsNumberItsTimeAndASignatureOfItsOwn() {
        world.sender.script("a.example", status(500));
        world.publish(world.webhook("a.example"));
        world.elapse(2_500);

        PostRequest first = world.sender.sent().get(0).request();
        PostRequest second = world.sender.sent().get(1).request();
        assertEquals(1, first.attempt());
        assertEquals(2, second.attempt());
        assertEquals(first.deliveryId(), second.deliveryId());
        assertEquals(2, second.timestamp() - first.timestamp());
        assertEquals(
                "v1," + second.event().eventId() + "." + second.timestamp() + ".1000",
                second.signatures().standardSignature());
    }

    @Test
    void anAttemptIsRecordedAsItWas() {
        world.sender.script("a.example", status(503).after(120));
        UUID delivery = world.publish(world.webhook("a.example"));
        world.elapse(200);

        Attempt attempt = world.store.delivery(delivery).orElseThrow().attempts().get(0);
        assertEquals(1, attempt.number());
        assertEquals(Instant.ofEpochMilli(world.time.wall() - 200), attempt.startedAt());
        assertEquals(Duration.ofMillis(120), attempt.duration());
        assertEquals(Optional.of(503), attempt.httpStatus());
        assertEquals(Optional.of("answered with HTTP status 503"), attempt.error());
    }

    @Test
    void silenceEndsWithTheTimeout() {
        world.sender.script("a.example", silence());
        world.prober.answers("a.example", 1);
        UUID delivery = world.publish(world.webhook("a.example"));
        world.elapse(9_990);
        assertEquals(1, world.sender.underWay());
        world.elapse(100);
        assertEquals(0, world.sender.underWay());
        assertTrue(shown(delivery).errorMessage().orElseThrow().contains("10000 ms"));
    }

    @Test
    void retryAfterPutsItOff() {
        Iterator<ScriptedSender.Reply> replies = List.of(status(503, "30"), status(200)).iterator();
        world.sender.script("a.example", request -> replies.next());
        world.publish(world.webhook("a.example"));
        world.elapse(29_900);
        assertEquals(1, world.sender.sent().size());
        world.elapse(3_200);
        assertEquals(2, world.sender.sent().size());
    }

    @Test
    void aFarRetryComesFromTheStore() {
        world.sender.script("a.example", request -> request.attempt() < 3 ? status(500) : status(200));
        UUID delivery = world.publish(world.webhook("a.example", "long", true));
        world.elapse(Duration.ofMinutes(7).toMillis());

        List<Long> times = world.sender.timesOf("a.example");
        assertDelay(5_000, times.get(0), times.get(1));
        assertDelay(300_000, times.get(1), times.get(2));
        assertEquals(WebhookStatus.SENT, world.store.status(delivery));
    }

    @Test
    void dueTimesSurviveARestart() {
        world.sender.script("a.example", status(500));
        UUID delivery = world.publish(world.webhook("a.example"));
        world.elapse(1_000);
        world.restart();
        world.elapse(60_000);

        List<Long> times = world.sender.timesOf("a.example");
        assertDelay(2_000, times.get(0), times.get(1));
        assertEquals(4, times.size());
        assertEquals(4, shown(delivery).attempt());
    }

    @Test
    void goneDeactivatesTheWebhook() {
        world.sender.script("a.example", status(410));
        UUID webhook = world.webhook("a.example");
        UUID delivery = world.publish(webhook);
        world.elapse(10);
        assertEquals(Optional.of(FailureReason.GONE), shown(delivery).reason());
        assertFalse(world.store.webhook(webhook).orElseThrow().webhook().active());
        assertEquals(webhook, world.alarms.get(0).webhookId());
    }

    @Test
    void aClosedIdleConnectionIsRepeatedAtOnceOnAFreshOneWithoutCostingATry() {
        world.sender.script("a.example", request -> request.attempt() == 1 ? failure(Kind.STALE_CONNECTION) : status(500));
        UUID delivery = world.publish(world.webhook("a.example"));
        world.elapse(60_000);

        List<Sent> sent = world.sender.sent();
        assertEquals(5, sent.size());
        assertFalse(sent.get(0).request().freshConnection());
        assertTrue(sent.get(1).request().freshConnection());
        assertTrue(sent.get(1).atMillis() <= 1);
        assertDelay(2_000, sent.get(1).atMillis(), sent.get(2).atMillis());
        assertFalse(sent.get(2).request().freshConnection());
        assertEquals(5, shown(delivery).attempt());
    }

    @Test
    void soItIsAfterARestart() {
        world.sender.script("a.example", request -> request.attempt() == 1 ? failure(Kind.STALE_CONNECTION) : status(500));
        UUID delivery = world.publish(world.webhook("a.example"));
        world.elapse(1_000);
        world.restart();
        world.elapse(60_000);
        assertEquals(5, world.sender.sent().size());
        assertEquals(Optional.of(FailureReason.EXHAUSTED), shown(delivery).reason());
    }

    @Test
    void manyFailuresInARowRaiseTheAlarm() {
        world.sender.script("a.example", status(500));
        UUID webhook = world.webhook("a.example");
        List<UUID> deliveries = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            deliveries.add(world.publish(webhook));
        }
        world.elapse(60_000);

        assertEquals(1, world.alarms.size());
        UnhealthyWebhook alarm = world.alarms.get(0);
        assertEquals(webhook, alarm.webhookId());
        assertEquals("https://a.example/hook", alarm.url(), "without the query");
        assertEquals(5, alarm.consecutiveFailures());
        assertEquals("answered with HTTP status 500", alarm.reason());
        assertEquals(2, deliveries.stream().filter(id -> isDeactivated(shown(id))).count(), "the others end with it");
    }

    @Test
    void howManyIsConfigured() {
        World strict = new World(World.settings(8, 32 << 20, 1));
        strict.sender.script("a.example", status(500));
        strict.publish(strict.webhook("a.example"));
        strict.elapse(20_000);
        assertEquals(1, strict.alarms.size());
    }

    private static boolean isDeactivated(Delivery delivery) {
        return delivery.reason().equals(Optional.of(FailureReason.DEACTIVATED));
    }

    private Delivery shown(UUID delivery) {
        return world.store.delivery(delivery).orElseThrow().delivery();
    }

    /** The delay with its jitter, and the ms that the scripted answer takes. */
    private static void assertDelay(long expected, long from, long to) {
        long delay = to - from - 1;
        assertTrue(delay >= expected && delay <= expected * 1.1, "waited " + delay + " ms instead of " + expected);
    }
}
