package io.processheat.webhook.spi;

import static io.processheat.webhook.spi.Samples.after;
import static io.processheat.webhook.spi.Samples.retrying;
import static io.processheat.webhook.spi.Samples.sent;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Chapter of {@link WebhookStoreContract}: a dispatcher reads what is due. */
abstract class DuePageContract extends StoreScenario {

    DuePageContract(WebhookStoreContract contract) {
        super(contract);
    }

    @Test
    void findsDeliveriesAsTheyWereHandedOver() {
        StoredWebhook webhook = register();
        ClaimedDelivery handedOver = publishOne(webhook);

        ClaimedDelivery found = loadDue(handedOver.lease()).deliveries().get(0);

        assertEquals(handedOver.sequence(), found.sequence());
        assertEquals(handedOver.deliveryId(), found.deliveryId());
        assertEquals(handedOver.lease(), found.lease());
        assertEquals(handedOver.attempts(), found.attempts());
        assertEquals(handedOver.dueAt(), found.dueAt());
        assertEquals(handedOver.event().eventId(), found.event().eventId());
        assertEquals(handedOver.event().type(), found.event().type());
        assertEquals(handedOver.event().eventTime(), found.event().eventTime());
        assertArrayEquals(handedOver.event().payload(), found.event().payload());
    }

    @Test
    void putsTheLongestDueFirst() {
        StoredWebhook webhook = register();
        List<ClaimedDelivery> made = publishMany(webhook, 4);
        record(retrying(made.get(0), clock.now(), clock.now() + 3_000));
        record(retrying(made.get(1), clock.now(), clock.now() + 1_000));
        clock.advance(Duration.ofSeconds(2));
        ClaimedDelivery younger = publishOne(webhook);
        clock.advance(Duration.ofSeconds(2));

        List<UUID> due = ids(loadDue(made.get(0).lease()).deliveries());

        assertEquals(
                ids(List.of(made.get(2), made.get(3), made.get(1), younger, made.get(0))), due);
    }

    @Test
    void keepsToTheLimitAndSaysThatThereIsMore() {
        StoredWebhook webhook = register();
        List<ClaimedDelivery> made = publishMany(webhook, 5);
        Lease lease = made.get(0).lease();

        DuePage page = await(store.loadDue(lease, clock.now(), 3, Long.MAX_VALUE));
        DuePage all = await(store.loadDue(lease, clock.now(), 5, Long.MAX_VALUE));

        assertEquals(ids(made.subList(0, 3)), ids(page.deliveries()));
        assertFalse(page.complete());
        assertEquals(ids(made), ids(all.deliveries()));
        assertTrue(all.complete());
        assertEquals(OptionalLong.empty(), all.nextDue());
    }

    @Test
    void keepsToTheBytesButGivesAtLeastOne() {
        StoredWebhook webhook = register();
        List<ClaimedDelivery> made = new ArrayList<>();
        for (int number = 0; number < 3; number++) {
            String payload = "{\"p\": \"" + "x".repeat(1_000) + "\"}";
            made.addAll(publish(Samples.event(UUID.randomUUID().toString(), payload, webhook.id())));
        }
        Lease lease = made.get(0).lease();

        DuePage two = await(store.loadDue(lease, clock.now(), 100, 2_500));
        DuePage one = await(store.loadDue(lease, clock.now(), 100, 0));

        assertEquals(ids(made.subList(0, 2)), ids(two.deliveries()));
        assertFalse(two.complete());
        assertEquals(ids(made.subList(0, 1)), ids(one.deliveries()));
        assertFalse(one.complete());
    }

    @Test
    void holdsWhatIsDueUpToAndIncludingTheTimeAndSaysWhenTheNextIs() {
        StoredWebhook webhook = register();
        List<ClaimedDelivery> made = publishMany(webhook, 2);
        Lease lease = made.get(0).lease();
        record(retrying(made.get(0), clock.now(), clock.now() + 2_000));
        record(retrying(made.get(1), clock.now(), clock.now() + 4_000));

        DuePage before = await(store.loadDue(lease, clock.now() + 1_999, 10, Long.MAX_VALUE));
        DuePage at = await(store.loadDue(lease, clock.now() + 2_000, 10, Long.MAX_VALUE));

        assertEquals(List.of(), before.deliveries());
        assertTrue(before.complete());
        assertEquals(OptionalLong.of(clock.now() + 2_000), before.nextDue());
        assertEquals(ids(made.subList(0, 1)), ids(at.deliveries()));
        assertEquals(1, at.deliveries().get(0).attempts());
        assertEquals(clock.now() + 2_000, at.deliveries().get(0).dueAt());
        assertEquals(OptionalLong.of(clock.now() + 4_000), at.nextDue());
    }

    @Test
    void saysWhenAPendingDeliveryIsDueThatIsNotYet() {
        StoredWebhook webhook = register();
        ClaimedDelivery made = publishOne(webhook);

        DuePage page = await(store.loadDue(made.lease(), clock.now() - 1, 10, Long.MAX_VALUE));

        assertEquals(List.of(), page.deliveries());
        assertEquals(OptionalLong.of(clock.now()), page.nextDue());
    }

    @Test
    void leavesOutWhatIsFinishedAndWhatIsOthers() {
        StoredWebhook webhook = register();
        List<ClaimedDelivery> made = publishMany(webhook, 2);
        publishOne(register());
        record(sent(made.get(0), clock.now()));

        assertEquals(ids(made.subList(1, 2)), ids(loadDue(made.get(1).lease()).deliveries()));
    }

    @Test
    void holdsNothingForALeaseThatAnotherTook() {
        StoredWebhook webhook = register();
        ClaimedDelivery made = publishOne(webhook);
        clock.advance(LEASE.plusMillis(1));
        claim(otherDispatcher, webhook);

        assertEquals(List.of(), loadDue(made.lease()).deliveries());
    }

    @Test
    void holdsOnlyTestsOfAnInactiveWebhook() {
        StoredWebhook webhook = register();
        ClaimedDelivery made = publishOne(webhook);
        await(store.updateWebhook(webhook.id(), DEACTIVATE));
        ClaimedDelivery test = publish(Samples.testEvent(webhook.id())).get(0);

        DuePage page = loadDue(made.lease());

        assertEquals(List.of(test.deliveryId()), ids(page.deliveries()));
        assertTrue(page.deliveries().get(0).test());
    }

    @Test
    void neverHoldsADeliveryThatWasRecordedBeforeThePageWasAskedFor() {
        StoredWebhook webhook = register();
        List<ClaimedDelivery> made = publishMany(webhook, 40);
        Lease lease = made.get(0).lease();
        List<CompletionStage<DuePage>> pages = new ArrayList<>();
        for (ClaimedDelivery delivery : made) {
            store.record(List.of(sent(delivery, clock.now())), UNHEALTHY_AFTER);
            pages.add(store.loadDue(lease, clock.now(), 100, Long.MAX_VALUE));
        }

        for (int number = 0; number < made.size(); number++) {
            assertEquals(ids(made.subList(number + 1, made.size())), ids(await(pages.get(number)).deliveries()));
        }
    }

    @Test
    void keepsCountOfAttempts() {
        StoredWebhook webhook = register();
        ClaimedDelivery made = publishOne(webhook);
        record(retrying(made, clock.now(), clock.now()));
        record(retrying(after(1, made), clock.now(), clock.now()));

        ClaimedDelivery found = loadDue(made.lease()).deliveries().get(0);

        assertEquals(2, found.attempts());
        assertTrue(record(sent(found, clock.now())).applied());
    }
}
