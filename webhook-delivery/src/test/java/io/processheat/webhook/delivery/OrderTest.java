package io.processheat.webhook.delivery;

import static io.processheat.webhook.delivery.ScriptedSender.silence;
import static io.processheat.webhook.delivery.ScriptedSender.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.DeliveryOptions;
import io.processheat.webhook.Priority;
import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.delivery.ScriptedSender.Sent;
import io.processheat.webhook.delivery.http.PostRequest;
import io.processheat.webhook.spi.EventTerms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OrderTest {

    private static final long MINUTE = 60_000;

    private final World world = new World();

    @Test
    void deliveriesOfAKeyGoOutOneAtATimeInTheirOrder() {
        world.sender.script("a.example", status(200).after(20));
        UUID webhook = world.webhook("a.example");
        List<UUID> published = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            published.add(world.publish(webhook, "furnace-7"));
        }
        world.elapse(2_000);
        assertEquals(published, sent());
        assertEquals(1, world.sender.mostUnderWay("a.example"));
        assertEquals(List.of(1L, 2L, 3L), numbers().subList(0, 3));
        assertTrue(world.sender.sent().stream().allMatch(post -> gap(post).isEmpty()));
    }

    @Test
    void aSuccessorGoesOutAsSoonAsTheOneBeforeItIsRecorded() {
        UUID webhook = world.webhook("a.example");
        world.publish(webhook, 10, World.key("furnace-7"));
        world.elapse(100);
        assertEquals(List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L), world.sender.timesOf("a.example"));
        assertTrue(world.store.loads() <= 2, "no page is needed for it");
    }

    @Test
    void keysDoNotWaitForEachOtherNorDoesWhatHasNone() {
        world.sender.script("a.example", silence());
        UUID webhook = world.webhook("a.example");
        world.publish(webhook, "furnace-7");
        world.publish(webhook, "furnace-7");
        world.publish(webhook, "furnace-8");
        world.publish(webhook);
        assertEquals(3, world.sender.underWay());
    }

    @Test
    void aRetryHoldsBackItsOwnKeyOnly() {
        world.sender.script("a.example", request -> status(isNumber(request, 1) && request.attempt() == 1 ? 500 : 200));
        UUID webhook = world.webhook("a.example");
        UUID first = world.publish(webhook, "furnace-7");
        UUID second = world.publish(webhook, "furnace-7");
        UUID other = world.publish(webhook);
        world.elapse(1_000);
        assertEquals(List.of(first, other), sent());
        world.elapse(2_000);
        assertEquals(List.of(first, other, first, second), sent());
    }

    @Test
    void whatIsGivenUpIsNamedToTheReceiver() {
        world.sender.script("a.example", request -> status(isNumber(request, 1) || isNumber(request, 2) ? 500 : 200));
        UUID webhook = world.webhook("a.example");
        world.publish(webhook, 4, World.key("furnace-7"));
        world.elapse(MINUTE);
        List<Sent> posts = world.sender.sent();
        assertEquals(List.of(1L, 1L, 1L, 1L, 2L, 2L, 2L, 2L, 3L, 4L), numbers());
        assertEquals(Optional.of("1-2"), gap(posts.get(8)));
        assertEquals(Optional.empty(), gap(posts.get(9)), "it was told");
    }

    @Test
    void onALongScheduleAKeyIsHeldForAQuarterOfAnHour() {
        world.sender.script("a.example", request -> status(isNumber(request, 1) ? 500 : 200));
        UUID webhook = world.webhook("a.example", "long", true);
        world.publish(webhook, "furnace-7");
        UUID second = world.publish(webhook, "furnace-7");
        world.elapse(5 * MINUTE);
        assertEquals(List.of(1L, 1L), numbers());
        world.elapse(MINUTE);
        assertEquals(List.of(1L, 1L, 1L, 2L), numbers());
        assertEquals(WebhookStatus.SENT, world.store.status(second));
        world.elapse(34 * MINUTE);
        assertEquals(List.of(1L, 1L, 1L, 2L, 1L), numbers(), "the first goes on being retried");
    }

    @Test
    void withinAKeyOrderBeatsPriority() {
        world.sender.script("a.example", status(200).after(100));
        UUID webhook = world.webhook("a.example");
        UUID first = world.publish(webhook, "furnace-7");
        UUID low = world.publish(webhook, "furnace-7");
        UUID alarm = world.publish(webhook, new EventTerms(Priority.HIGH, "furnace-7", EventTerms.NEVER));
        world.elapse(1_000);
        assertEquals(List.of(first, low, alarm), sent());
    }

    @Test
    void aWebhookMayOptOut() {
        world.sender.script("a.example", silence());
        UUID webhook = world.webhook("a.example", DeliveryOptions.DEFAULT.withOrdered(false), true);
        world.publish(webhook, 5, World.key("furnace-7"));
        assertEquals(5, world.sender.underWay());
        assertTrue(world.sender.sent().stream().allMatch(post -> post.request().order() == null));
    }

    @Test
    void orderHoldsThroughARestart() {
        world.sender.script("a.example", status(200).after(20));
        UUID webhook = world.webhook("a.example");
        List<UUID> published = world.publish(webhook, 300, World.key("furnace-7"));
        world.elapse(110);
        world.restart();
        world.elapse(10_000);
        assertEquals(published, sent().stream().distinct().toList());
        assertEquals(301, sent().size(), "what was under way is sent again");
    }

    @Test
    void orderHoldsWhereNothingFitsIntoMemory() {
        World small = new World(World.settings(8, 0, 5));
        UUID webhook = small.webhook("a.example");
        UUID crowd = small.webhook("b.example");
        small.sender.script("b.example", silence());
        List<UUID> published = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            small.publish(crowd, 20_000);
            published.addAll(small.publish(webhook, 3, World.key("furnace-" + i % 2)));
            small.publish(webhook, 20_000);
        }
        small.elapse(20_000);
        for (String key : List.of("furnace-0", "furnace-1")) {
            List<Long> numbers = small.sender.sentTo("a.example").stream()
                    .filter(post -> post.request().order() != null && key.equals(small.store.orderingKey(post.deliveryId())))
                    .map(post -> post.request().order().number())
                    .toList();
            assertEquals(numbers.stream().sorted().toList(), numbers);
            assertEquals(150, numbers.size());
        }
    }

    private static boolean isNumber(PostRequest request, long number) {
        return request.order() != null && request.order().number() == number;
    }

    private static Optional<String> gap(Sent post) {
        return post.request().order().gap();
    }

    private List<UUID> sent() {
        return world.sender.sent().stream().map(Sent::deliveryId).toList();
    }

    private List<Long> numbers() {
        return world.sender.sent().stream().map(post -> post.request().order().number()).toList();
    }
}
