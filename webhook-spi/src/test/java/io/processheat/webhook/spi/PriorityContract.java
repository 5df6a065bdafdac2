package io.processheat.webhook.spi;

import static io.processheat.webhook.spi.Samples.retrying;
import static io.processheat.webhook.spi.Samples.sent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.Priority;
import io.processheat.webhook.WebhookStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Chapter of {@link WebhookStoreContract}: priorities, deadlines and pauses. */
abstract class PriorityContract extends StoreScenario {

    private static final WebhookChange PAUSE = new WebhookChange(null, null, null, null, null, true, null);
    private static final WebhookChange RESUME = new WebhookChange(null, null, null, null, null, false, null);

    PriorityContract(WebhookStoreContract contract) {
        super(contract);
    }

    @Test
    void putsTestsFirstThenTheMostImportantThenTheLongestDue() {
        StoredWebhook webhook = register();
        ClaimedDelivery low = publish(Priority.LOW, webhook);
        ClaimedDelivery medium = publish(Priority.MEDIUM, webhook);
        ClaimedDelivery high = publish(Priority.HIGH, webhook);
        clock.advance(Duration.ofSeconds(1));
        ClaimedDelivery laterLow = publish(Priority.LOW, webhook);
        ClaimedDelivery laterHigh = publish(Priority.HIGH, webhook);
        ClaimedDelivery test = publish(Samples.testEvent(webhook.id())).get(0);

        DuePage page = loadDue(low.lease());

        assertEquals(ids(List.of(test, high, laterHigh, medium, low, laterLow)), ids(page.deliveries()));
        assertTrue(page.complete());
        assertEquals(Priority.HIGH, page.deliveries().get(1).priority());
        assertEquals(Priority.HIGH, high.priority());
        assertEquals(Priority.MEDIUM, delivery(medium).priority());
    }

    @Test
    void fillsAPageFromTheTop() {
        StoredWebhook webhook = register();
        ClaimedDelivery low = publish(Priority.LOW, webhook);
        ClaimedDelivery high = publish(Priority.HIGH, webhook);
        ClaimedDelivery medium = publish(Priority.MEDIUM, webhook);

        DuePage two = await(store.loadDue(low.lease(), clock.now(), 2, Long.MAX_VALUE));
        DuePage three = await(store.loadDue(low.lease(), clock.now(), 3, Long.MAX_VALUE));

        assertEquals(ids(List.of(high, medium)), ids(two.deliveries()));
        assertFalse(two.complete());
        assertEquals(ids(List.of(high, medium, low)), ids(three.deliveries()));
        assertTrue(three.complete());
    }

    @Test
    void ranksRetriesWithinTheirPriority() {
        StoredWebhook webhook = register();
        ClaimedDelivery high = publish(Priority.HIGH, webhook);
        record(retrying(high, clock.now(), clock.now() + 2_000));
        ClaimedDelivery low = publish(Priority.LOW, webhook);

        DuePage now = loadDue(high.lease());
        clock.advance(Duration.ofSeconds(2));
        ClaimedDelivery laterHigh = publish(Priority.HIGH, webhook);

        assertEquals(ids(List.of(low)), ids(now.deliveries()));
        assertEquals(OptionalLong.of(clock.now()), now.nextDue());
        assertEquals(ids(List.of(high, laterHigh, low)), ids(loadDue(high.lease()).deliveries()));
    }

    @Test
    void saysWhenTheNextIsDueWhateverItsPriority() {
        StoredWebhook webhook = register();
        ClaimedDelivery high = publish(Priority.HIGH, webhook);
        ClaimedDelivery low = publish(Priority.LOW, webhook);
        record(retrying(high, clock.now(), clock.now() + 5_000));
        record(retrying(low, clock.now(), clock.now() + 3_000));

        assertEquals(OptionalLong.of(clock.now() + 3_000), loadDue(low.lease()).nextDue());
    }

    @Test
    void listsAllPrioritiesInOneOrder() {
        StoredWebhook webhook = register();
        List<ClaimedDelivery> made = List.of(
                publish(Priority.HIGH, webhook), publish(Priority.LOW, webhook), publish(Priority.MEDIUM, webhook));

        assertEquals(
                reversed(ids(made)),
                listed(webhook, WebhookStatus.PENDING).stream()
                        .map(delivery -> UUID.fromString(delivery.id()))
                        .toList());
    }

    @Test
    void remembersDeadlines() {
        StoredWebhook webhook = register();
        long deadline = clock.now() + 60_000;
        EventTerms terms = new EventTerms(Priority.LOW, null, deadline);
        ClaimedDelivery made = publish(Samples.event(Samples.TYPE, terms, webhook.id())).get(0);

        assertEquals(deadline, made.expiresAt());
        assertEquals(Optional.of(Instant.ofEpochMilli(deadline)), delivery(made).expiresAt());
        assertEquals(deadline, onlyDue(made.lease()).expiresAt());
        assertEquals(EventTerms.NEVER, publishOne(webhook).expiresAt());
    }

    @Test
    void keepsEventsForAPausedWebhook() {
        StoredWebhook webhook = register();
        ClaimedDelivery before = publishOne(webhook);
        assertTrue(await(store.updateWebhook(webhook.id(), PAUSE)).orElseThrow().webhook().paused());

        ClaimedDelivery during = publishOne(webhook);
        ClaimedDelivery test = publish(Samples.testEvent(webhook.id())).get(0);
        DuePage paused = loadDue(before.lease());
        await(store.updateWebhook(webhook.id(), RESUME));

        assertEquals(ids(List.of(test)), ids(paused.deliveries()), "but for tests, nothing is due meanwhile");
        assertEquals(ids(List.of(test, before, during)), ids(loadDue(before.lease()).deliveries()));
    }

    @Test
    void recordsWhatWasInFlightWhenItWasPaused() {
        StoredWebhook webhook = register();
        ClaimedDelivery inFlight = publishOne(webhook);
        await(store.updateWebhook(webhook.id(), PAUSE));

        assertTrue(record(sent(inFlight, clock.now())).applied());
    }

    @Test
    void staysPausedOverRestartsAndReactivations() {
        StoredWebhook webhook = register();
        long version = await(store.updateWebhook(webhook.id(), PAUSE)).orElseThrow().version();
        await(store.updateWebhook(webhook.id(), DEACTIVATE));
        await(store.updateWebhook(webhook.id(), ACTIVATE));

        reopen();

        assertTrue(webhook(webhook).webhook().paused());
        assertTrue(webhook(webhook).version() > version);
        ClaimedDelivery made = publishOne(webhook);
        assertEquals(List.of(), loadDue(made.lease()).deliveries());
    }

    private ClaimedDelivery publish(Priority priority, StoredWebhook webhook) {
        EventTerms terms = new EventTerms(priority, null, EventTerms.NEVER);
        return publish(Samples.event(Samples.TYPE, terms, webhook.id())).get(0);
    }
}
