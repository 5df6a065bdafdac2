package io.processheat.webhook.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.WebhookStatus;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Chapter of {@link WebhookStoreContract}: nodes own webhooks, under leases with epochs. */
abstract class OwnershipContract extends StoreScenario {

    OwnershipContract(WebhookStoreContract contract) {
        super(contract);
    }

    @Test
    void givesFreeWebhooksToWhoeverClaimsThem() {
        StoredWebhook first = register();
        StoredWebhook second = register();

        List<Lease> leases = claimAll(dispatcher);

        assertEquals(Set.of(first.id(), second.id()), webhooks(leases));
        assertEquals(List.of(), claimAll(dispatcher), "owned already");
        assertEquals(List.of(), claimAll(otherDispatcher), "owned by another");
    }

    @Test
    void claimsOnlyWhatIsNamedAndNoMoreThanTheLimit() {
        StoredWebhook first = register();
        register();
        register();

        assertEquals(first.id(), claim(dispatcher, first).webhookId());
        assertEquals(1, await(store.claim("node-a", List.of(), 1, LEASE)).size());
        assertEquals(0, await(store.claim("node-a", List.of(UUID.randomUUID()), 5, LEASE)).size());
        assertEquals(1, claimAll(dispatcher).size());
    }

    @Test
    void doesNotGiveOutUnregisteredWebhooks() {
        await(store.deleteWebhook(register().id()));

        assertEquals(List.of(), claimAll(dispatcher));
    }

    @Test
    void givesAWebhookWhoseLeaseRanOutToAnotherUnderAHigherEpoch() {
        StoredWebhook webhook = register();
        Lease lost = claim(dispatcher, webhook);
        clock.advance(LEASE.plusMillis(1));

        Lease taken = claim(otherDispatcher, webhook);

        assertTrue(taken.epoch() > lost.epoch());
        assertEquals(List.of(), await(store.renew(dispatcher.node(), LEASE)));
        assertEquals(List.of(taken), await(store.renew(otherDispatcher.node(), LEASE)));
    }

    @Test
    void keepsARenewedLease() {
        StoredWebhook webhook = register();
        Lease lease = claim(dispatcher, webhook);
        clock.advance(LEASE.minusSeconds(1));

        assertEquals(List.of(lease), await(store.renew(dispatcher.node(), LEASE)));

        clock.advance(LEASE.minusSeconds(1));
        assertEquals(List.of(), claimAll(otherDispatcher));
    }

    @Test
    void renewsALeaseThatRanOutWhereNobodyTookTheWebhook() {
        StoredWebhook webhook = register();
        ClaimedDelivery delivery = publishOne(webhook);
        clock.advance(LEASE.multipliedBy(10));

        assertEquals(List.of(delivery.lease()), await(store.renew(dispatcher.node(), LEASE)));
        assertTrue(record(Samples.sent(delivery, clock.now())).applied());
    }

    @Test
    void givesReleasedWebhooksToOthers() {
        StoredWebhook first = register();
        StoredWebhook second = register();
        claimAll(dispatcher);

        await(store.release(dispatcher.node(), List.of(first.id())));
        assertEquals(Set.of(first.id()), webhooks(claimAll(otherDispatcher)));

        await(store.release(dispatcher.node(), List.of()));
        assertEquals(Set.of(second.id()), webhooks(claimAll(otherDispatcher)));
    }

    @Test
    void doesNotReleaseWhatAnotherOwns() {
        StoredWebhook webhook = register();
        Lease lease = claim(dispatcher, webhook);

        await(store.release(otherDispatcher.node(), List.of(webhook.id())));

        assertEquals(List.of(lease), await(store.renew(dispatcher.node(), LEASE)));
    }

    @Test
    void doesNotHandOverDeliveriesOfAnothersWebhooks() {
        StoredWebhook theirs = register();
        StoredWebhook ours = register();
        Lease lease = claim(otherDispatcher, theirs);

        append(Samples.event(ids(theirs, ours)));
        append(Samples.event(ours.id()));
        await(store.renew(dispatcher.node(), LEASE));

        assertEquals(List.of(ours.id(), ours.id()), owners(dispatcher));
        assertEquals(List.of(), otherDispatcher.deliveries());
        assertEquals(1, loadDue(lease).deliveries().size());
    }

    @Test
    void refusesOutcomesOfAnOlderEpoch() {
        StoredWebhook webhook = register();
        ClaimedDelivery delivery = publishOne(webhook);
        clock.advance(LEASE.plusMillis(1));
        claim(otherDispatcher, webhook);
        await(store.renew(dispatcher.node(), LEASE));

        assertFalse(record(Samples.sent(delivery, clock.now())).applied());
        assertEquals(WebhookStatus.PENDING, delivery(delivery).status());
        assertEquals(0, delivery(delivery).attempt());
    }

    @Test
    void appliesOutcomesOfALeaseThatRanOutWhereNobodyTookTheWebhook() {
        ClaimedDelivery delivery = publishOne(register());
        clock.advance(LEASE.multipliedBy(10));

        assertTrue(record(Samples.sent(delivery, clock.now())).applied());
        assertEquals(WebhookStatus.SENT, delivery(delivery).status());
    }

    @Test
    void refusesOutcomesOfALeaseThatRanOutOnceAnotherTookTheWebhook() {
        StoredWebhook webhook = register();
        ClaimedDelivery delivery = publishOne(webhook);
        clock.advance(LEASE.plusMillis(1));
        claim(otherDispatcher, webhook);

        assertFalse(record(Samples.sent(delivery, clock.now())).applied());
        assertEquals(WebhookStatus.PENDING, delivery(delivery).status());
    }

    @Test
    void refusesOutcomesOfAReleasedWebhook() {
        ClaimedDelivery delivery = publishOne(register());
        await(store.release(dispatcher.node(), List.of()));

        assertFalse(record(Samples.sent(delivery, clock.now())).applied());
    }

    @Test
    void givesTheNextOwnerWhatTheLastOneLeft() {
        StoredWebhook webhook = register();
        ClaimedDelivery delivery = publishOne(webhook);
        await(store.release(dispatcher.node(), List.of(webhook.id())));

        Lease lease = claim(otherDispatcher, webhook);
        ClaimedDelivery found = loadDue(lease).deliveries().get(0);

        assertEquals(delivery.deliveryId(), found.deliveryId());
        assertTrue(record(Samples.sent(found, clock.now())).applied());
    }

    @Test
    void tellsListenersWhereAWebhookGoesToAnotherNode() {
        StoredWebhook webhook = register();
        claim(dispatcher, webhook);
        List<StoredWebhook> heard = new CopyOnWriteArrayList<>();
        store.subscribe(heard::addAll);
        clock.advance(LEASE.plusMillis(1));

        claim(otherDispatcher, webhook);

        assertEquals(List.of(webhook.id()), heard.stream().map(StoredWebhook::id).toList());
        assertTrue(heard.get(0).version() > webhook.version());
    }

    @Test
    void letsEpochsGrowOverARestart() {
        StoredWebhook webhook = register();
        Lease before = claim(dispatcher, webhook);
        clock.advance(LEASE.plusMillis(1));
        reopen();

        Lease after = claim(otherDispatcher, webhook);

        assertTrue(after.epoch() > before.epoch());
    }

    private static Set<UUID> webhooks(List<Lease> leases) {
        return leases.stream().map(Lease::webhookId).collect(Collectors.toSet());
    }

    private static List<UUID> owners(RecordingClaimant claimant) {
        return claimant.deliveries().stream().map(ClaimedDelivery::webhookId).toList();
    }
}
