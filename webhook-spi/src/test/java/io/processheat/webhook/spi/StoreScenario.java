package io.processheat.webhook.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.processheat.webhook.Delivery;
import io.processheat.webhook.DeliveryOptions;
import io.processheat.webhook.DeliveryQuery;
import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.spi.AppendResult.Stored;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A store in a folder of its own, with a clock that stands still and a dispatcher that holds a long lease. */
abstract class StoreScenario {

    static final int UNHEALTHY_AFTER = 3;
    static final Duration LEASE = Duration.ofSeconds(30);
    static final WebhookChange NO_CHANGE = new WebhookChange(null, null, null, null, null, null, null);
    static final WebhookChange DEACTIVATE = new WebhookChange(null, null, null, null, false, null, null);
    static final WebhookChange ACTIVATE = new WebhookChange(null, null, null, null, true, null, null);

    final ManualClock clock = new ManualClock();
    final RecordingClaimant dispatcher = new RecordingClaimant("node-a");
    final RecordingClaimant otherDispatcher = new RecordingClaimant("node-b");
    WebhookStore store;

    @TempDir
    Path folder;

    private final WebhookStoreContract contract;

    StoreScenario(WebhookStoreContract contract) {
        this.contract = contract;
    }

    @BeforeEach
    void openStore() {
        store = contract.open(folder, clock);
        await(store.renew(dispatcher.node(), LEASE));
    }

    @AfterEach
    void closeStore() {
        contract.close(store);
    }

    void reopen() {
        closeStore();
        openStore();
    }

    StoredWebhook register() {
        return await(store.insertWebhook(Samples.webhook(UUID.randomUUID(), clock.now())));
    }

    StoredWebhook webhook(StoredWebhook registered) {
        return store.webhook(registered.id()).orElseThrow();
    }

    AppendResult append(NewEvent event) {
        return await(store.append(List.of(event), dispatcher)).get(0);
    }

    /** Publishes an event to the webhooks and gives the deliveries as the dispatcher got them. */
    List<ClaimedDelivery> publish(UUID... webhooks) {
        return publish(Samples.event(webhooks));
    }

    List<ClaimedDelivery> publish(NewEvent event) {
        Stored stored = assertInstanceOf(Stored.class, append(event));
        // The hand-over may follow the completion; it comes before that of anything later.
        await(store.renew(dispatcher.node(), LEASE));
        return stored.deliveryIds().stream().map(dispatcher::delivery).toList();
    }

    /** Publishes events of one key and gives the ids of their deliveries, handed over or not. */
    List<UUID> publishKeyed(StoredWebhook webhook, String key, int count) {
        List<UUID> made = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            made.add(publishOne(Samples.keyed(key, webhook.id())));
        }
        return made;
    }

    /** Publishes an event with one delivery, which may have to wait, and gives its id. */
    UUID publishOne(NewEvent event) {
        Stored stored = assertInstanceOf(Stored.class, append(event));
        await(store.renew(dispatcher.node(), LEASE));
        return stored.deliveryIds().get(0);
    }

    ClaimedDelivery publishOne(StoredWebhook webhook) {
        return publish(webhook.id()).get(0);
    }

    List<ClaimedDelivery> publishMany(StoredWebhook webhook, int count) {
        List<ClaimedDelivery> deliveries = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            deliveries.add(publishOne(webhook));
        }
        return deliveries;
    }

    RecordResult record(Outcome outcome) {
        return record(List.of(outcome)).get(0);
    }

    List<RecordResult> record(List<Outcome> outcomes) {
        return await(store.record(outcomes, UNHEALTHY_AFTER));
    }

    /** The only one that is due. */
    ClaimedDelivery onlyDue(Lease lease) {
        List<ClaimedDelivery> due = loadDue(lease).deliveries();
        assertEquals(1, due.size(), "due deliveries");
        return due.get(0);
    }

    /** What was handed to the dispatcher so far. */
    List<UUID> handedOver() {
        return ids(dispatcher.deliveries());
    }

    StoredWebhook change(StoredWebhook webhook, DeliveryOptions options) {
        WebhookChange change = new WebhookChange(null, null, null, options, null, null, null);
        return await(store.updateWebhook(webhook.id(), change)).orElseThrow();
    }

    Delivery delivery(ClaimedDelivery claimed) {
        return delivery(claimed.deliveryId());
    }

    Delivery delivery(UUID id) {
        return store.delivery(id).orElseThrow().delivery();
    }

    Lease claim(Claimant node, StoredWebhook webhook) {
        return await(store.claim(node.node(), List.of(webhook.id()), 1, LEASE)).get(0);
    }

    List<Lease> claimAll(Claimant node) {
        return await(store.claim(node.node(), List.of(), Integer.MAX_VALUE, LEASE));
    }

    DuePage loadDue(Lease lease) {
        return await(store.loadDue(lease, clock.now(), 100, Long.MAX_VALUE));
    }

    List<Delivery> listed(StoredWebhook webhook, WebhookStatus status) {
        return store.deliveries(webhook.id(), query(status)).orElseThrow().items();
    }

    static DeliveryQuery query(WebhookStatus status) {
        return new DeliveryQuery(Optional.of(status), Optional.empty(), 500);
    }

    static List<UUID> ids(List<ClaimedDelivery> deliveries) {
        return deliveries.stream().map(ClaimedDelivery::deliveryId).toList();
    }

    static <T> List<T> reversed(List<T> list) {
        List<T> reversed = new ArrayList<>(list);
        Collections.reverse(reversed);
        return reversed;
    }

    static UUID[] ids(StoredWebhook... webhooks) {
        return Arrays.stream(webhooks).map(StoredWebhook::id).toArray(UUID[]::new);
    }

    static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("the stage failed", e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("the stage was not completed", e);
        }
    }

    static WebhookException failure(CompletionStage<?> stage) {
        ExecutionException failure = assertThrows(
                ExecutionException.class, () -> stage.toCompletableFuture().get(20, TimeUnit.SECONDS));
        return assertInstanceOf(WebhookException.class, failure.getCause());
    }
}
