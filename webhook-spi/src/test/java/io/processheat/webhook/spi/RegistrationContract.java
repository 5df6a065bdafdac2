package io.processheat.webhook.spi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.DeliveryOptions;
import io.processheat.webhook.Webhook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/**
 * Chapter of {@link WebhookStoreContract}: webhooks are registered, changed, unregistered, and listeners hear of it.
 */
abstract class RegistrationContract extends StoreScenario {

    RegistrationContract(WebhookStoreContract contract) {
        super(contract);
    }

    @Test
    void readsAWebhookBackAsItWasGiven() {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("zone", "über α");
        metadata.put("empty", null);
        metadata.put("nested", Map.of("list", List.of(1, 2.5, true)));
        StoredWebhook given = withMetadata(Samples.webhook(UUID.randomUUID(), clock.now()), metadata);

        StoredWebhook inserted = await(store.insertWebhook(given));

        assertEquals(given.webhook(), inserted.webhook());
        assertEquals(inserted.webhook(), webhook(inserted).webhook());
        assertEquals(List.of("zone", "empty", "nested"), List.copyOf(inserted.webhook().metadata().keySet()));
        assertFalse(inserted.deleted());
        assertTrue(inserted.version() > 0);
    }

    @Test
    void keepsSecretsAsTheyAreAndInTheirOrder() {
        StoredWebhook registered = register();

        assertSecrets(List.of(Samples.secret(1), Samples.secret(2)), webhook(registered).secrets());
    }

    @Test
    void changesWhatAChangeNamesAndKeepsTheRest() {
        StoredWebhook before = register();

        StoredWebhook changed =
                await(store.updateWebhook(before.id(), withUrl("https://other.example/"))).orElseThrow();

        assertEquals("https://other.example/", changed.webhook().url());
        assertEquals(before.webhook().events(), changed.webhook().events());
        assertEquals(before.webhook().metadata(), changed.webhook().metadata());
        assertEquals(before.webhook().options(), changed.webhook().options());
        assertSecrets(before.secrets(), changed.secrets());
        assertEquals(changed.webhook(), webhook(before).webhook());
    }

    @Test
    void changesEverythingAChangeNames() {
        StoredWebhook before = register();
        WebhookChange change = new WebhookChange(
                "https://new.example/",
                new TreeSet<>(List.of("model.deployed")),
                Map.of("shift", "night"),
                DeliveryOptions.NONE.withRetrySchedule("long"),
                false,
                null,
                List.of(Samples.secret(3)));

        Webhook changed = await(store.updateWebhook(before.id(), change)).orElseThrow().webhook();

        assertEquals("https://new.example/", changed.url());
        assertEquals(change.events(), changed.events());
        assertEquals(change.metadata(), changed.metadata());
        assertEquals("long", changed.options().retrySchedule());
        assertFalse(changed.active());
        assertSecrets(List.of(Samples.secret(3)), webhook(before).secrets());
    }

    @Test
    void changesNothingOfWebhooksThatAreNotThere() {
        StoredWebhook gone = register();
        await(store.deleteWebhook(gone.id()));

        assertEquals(Optional.empty(), await(store.updateWebhook(gone.id(), ACTIVATE)));
        assertEquals(Optional.empty(), await(store.updateWebhook(UUID.randomUUID(), ACTIVATE)));
        assertFalse(await(store.deleteWebhook(gone.id())));
        assertFalse(await(store.deleteWebhook(UUID.randomUUID())));
        assertEquals(Optional.empty(), store.webhook(UUID.randomUUID()));
    }

    @Test
    void keepsAnUnregisteredWebhookReadableButNotListed() {
        StoredWebhook gone = register();
        StoredWebhook stays = register();

        assertTrue(await(store.deleteWebhook(gone.id())));

        assertTrue(webhook(gone).deleted());
        assertEquals(gone.webhook().url(), webhook(gone).webhook().url());
        assertEquals(List.of(stays.id()), listedIds());
    }

    @Test
    void givesChangesByVersion() {
        StoredWebhook first = register();
        StoredWebhook second = register();
        StoredWebhook third = register();
        long seen = store.changesSince(0).get(2).version();
        StoredWebhook updated = await(store.updateWebhook(first.id(), withUrl("https://x.example/"))).orElseThrow();
        await(store.deleteWebhook(second.id()));

        List<StoredWebhook> later = store.changesSince(seen);

        assertEquals(List.of(first.id(), second.id()), later.stream().map(StoredWebhook::id).toList());
        assertTrue(updated.version() > third.version());
        assertTrue(later.get(1).deleted());
        assertEquals(
                List.of(third.id(), first.id(), second.id()),
                store.changesSince(0).stream().map(StoredWebhook::id).toList());
        assertEquals(List.of(), store.changesSince(later.get(1).version()));
    }

    @Test
    void tellsListenersOfEachChangeBeforeItsCompletionAndInTheOrderOfVersions() {
        List<String> heard = new CopyOnWriteArrayList<>();
        store.subscribe(changes -> changes.forEach(change -> heard.add("listener " + change.version())));
        List<CompletionStage<?>> stages = new ArrayList<>();
        StoredWebhook webhook = Samples.webhook(UUID.randomUUID(), clock.now());
        stages.add(store.insertWebhook(webhook).thenAccept(it -> heard.add("caller " + it.version())));
        for (int number = 0; number < 20; number++) {
            stages.add(store.updateWebhook(webhook.id(), withUrl("https://x.example/" + number))
                    .thenAccept(it -> heard.add("caller " + it.orElseThrow().version())));
        }
        stages.forEach(StoreScenario::await);

        List<Long> versions = versions(heard, "listener ");
        assertEquals(21, versions.size());
        assertEquals(versions.stream().sorted().distinct().toList(), versions);
        assertEquals(versions, versions(heard, "caller "));
        versions.forEach(version ->
                assertTrue(heard.indexOf("listener " + version) < heard.indexOf("caller " + version)));
    }

    @Test
    void tellsAListenerNothingAfterItsSubscriptionWasClosed() {
        List<StoredWebhook> heard = new CopyOnWriteArrayList<>();
        WebhookStore.Subscription subscription = store.subscribe(heard::addAll);
        register();
        subscription.close();
        subscription.close();
        register();

        assertEquals(1, heard.size());
    }

    @Test
    void doesNotLetAFailingListenerHarmAnybody() {
        List<StoredWebhook> heard = new CopyOnWriteArrayList<>();
        store.subscribe(changes -> {
            throw new IllegalStateException("a listener that fails");
        });
        store.subscribe(heard::addAll);

        StoredWebhook registered = register();

        assertEquals(List.of(registered.id()), heard.stream().map(StoredWebhook::id).toList());
    }

    @Test
    void keepsTheTimeOfRegistrationToTheMillisecond() {
        assertEquals(Instant.ofEpochMilli(clock.now()), webhook(register()).webhook().createdAt());
    }

    private List<UUID> listedIds() {
        return store.webhooks(null, 100).items().stream().map(StoredWebhook::id).toList();
    }

    private static WebhookChange withUrl(String url) {
        return new WebhookChange(url, null, null, null, null, null, null);
    }

    private static List<Long> versions(List<String> heard, String prefix) {
        return heard.stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> Long.valueOf(line.substring(prefix.length())))
                .toList();
    }

    private static StoredWebhook withMetadata(StoredWebhook stored, Map<String, Object> metadata) {
        Webhook was = stored.webhook();
        Webhook with = new Webhook(
                was.id(),
                was.url(),
                was.events(),
                metadata,
                was.options(),
                was.active(),
                was.paused(),
                was.health(),
                was.consecutiveFailures(),
                was.lastTriggeredAt(),
                was.createdAt());
        return new StoredWebhook(stored.id(), with, stored.secrets(), false, 0);
    }

    private static void assertSecrets(List<SealedSecret> expected, List<SealedSecret> actual) {
        assertEquals(
                expected.stream().map(SealedSecret::keyId).toList(),
                actual.stream().map(SealedSecret::keyId).toList());
        for (int index = 0; index < expected.size(); index++) {
            assertArrayEquals(expected.get(index).nonce(), actual.get(index).nonce());
            assertArrayEquals(expected.get(index).ciphertext(), actual.get(index).ciphertext());
            assertEquals(expected.get(index).notAfter(), actual.get(index).notAfter());
        }
    }
}
