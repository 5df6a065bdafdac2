package io.processheat.webhook.core;

import io.processheat.webhook.Backup;
import io.processheat.webhook.Delivery;
import io.processheat.webhook.DeliveryHistory;
import io.processheat.webhook.DeliveryQuery;
import io.processheat.webhook.Page;
import io.processheat.webhook.Redelivery;
import io.processheat.webhook.Webhook;
import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.spi.AppendResult;
import io.processheat.webhook.spi.Claimant;
import io.processheat.webhook.spi.ClaimedDelivery;
import io.processheat.webhook.spi.DuePage;
import io.processheat.webhook.spi.Lease;
import io.processheat.webhook.spi.NewEvent;
import io.processheat.webhook.spi.Outcome;
import io.processheat.webhook.spi.RecordResult;
import io.processheat.webhook.spi.StoreListener;
import io.processheat.webhook.spi.StoredWebhook;
import io.processheat.webhook.spi.WebhookChange;
import io.processheat.webhook.spi.WebhookStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * A test double for the manager's own logic: keeps in memory what a store keeps on disk, and commits when told to. What
 * only delivering needs is not here.
 */
final class InMemoryStore implements WebhookStore {

    final List<NewEvent> events = new CopyOnWriteArrayList<>();
    final List<Claimant> claimants = new CopyOnWriteArrayList<>();
    final List<StoreListener> listeners = new CopyOnWriteArrayList<>();
    long clock = 1_764_000_000_000L;
    /** What redeliveries were asked for, and what they answer. */
    final List<String> redeliveries = new CopyOnWriteArrayList<>();

    Optional<Redelivery> redelivery = Optional.of(new Redelivery(2, Optional.of("c2")));
    Optional<String> problem = Optional.empty();
    Optional<String> warning = Optional.empty();
    /** What happens right after the webhooks were read. */
    Runnable afterRead = () -> {};

    /** Where commits happen, and with them all completions. */
    Executor writer = Runnable::run;

    private final Map<UUID, StoredWebhook> webhooks = new LinkedHashMap<>();
    private final Map<UUID, Delivery> deliveries = new LinkedHashMap<>();
    private final List<Runnable> held = new ArrayList<>();
    private boolean holding;
    private WebhookException failure;
    private long version;

    /** From here on nothing is committed before {@link #commit()}. */
    void hold() {
        holding = true;
    }

    void commit() {
        holding = false;
        List.copyOf(held).forEach(Runnable::run);
        held.clear();
    }

    /** From here on nothing can be written. */
    void fail(Reason reason) {
        failure = new WebhookException(reason, "the store is " + reason);
    }

    private synchronized <T> CompletionStage<T> write(Supplier<T> change) {
        CompletableFuture<T> stage = new CompletableFuture<>();
        Runnable commit = () -> {
            if (failure == null) {
                stage.complete(change.get());
            } else {
                stage.completeExceptionally(failure);
            }
        };
        if (holding) {
            held.add(commit);
        } else {
            writer.execute(commit);
        }
        return stage;
    }

    private StoredWebhook put(StoredWebhook changed) {
        StoredWebhook stored =
                new StoredWebhook(changed.id(), changed.webhook(), changed.secrets(), changed.deleted(), ++version);
        webhooks.put(stored.id(), stored);
        listeners.forEach(listener -> listener.webhooksChanged(List.of(stored)));
        return stored;
    }

    @Override
    public long now() {
        return clock;
    }

    @Override
    public CompletionStage<StoredWebhook> insertWebhook(StoredWebhook webhook) {
        return write(() -> put(webhook));
    }

    @Override
    public CompletionStage<Optional<StoredWebhook>> updateWebhook(UUID webhookId, WebhookChange change) {
        return write(() -> registered(webhookId).map(before -> put(changed(before, change))));
    }

    private static StoredWebhook changed(StoredWebhook before, WebhookChange change) {
        Webhook was = before.webhook();
        Webhook is = new Webhook(
                was.id(),
                change.url() == null ? was.url() : change.url(),
                change.events() == null ? was.events() : change.events(),
                change.metadata() == null ? was.metadata() : change.metadata(),
                change.options().over(was.options()),
                change.active() == null ? was.active() : change.active(),
                change.paused() == null ? was.paused() : change.paused(),
                was.health(), was.consecutiveFailures(), was.lastTriggeredAt(), was.createdAt());
        return new StoredWebhook(
                before.id(), is, change.secrets() == null ? before.secrets() : change.secrets(), false, 0);
    }

    @Override
    public CompletionStage<Boolean> deleteWebhook(UUID webhookId) {
        return write(() -> registered(webhookId)
                .map(before -> put(new StoredWebhook(before.id(), before.webhook(), before.secrets(), true, 0)))
                .isPresent());
    }

    private Optional<StoredWebhook> registered(UUID webhookId) {
        return webhook(webhookId).filter(stored -> !stored.deleted());
    }

    @Override
    public Optional<StoredWebhook> webhook(UUID webhookId) {
        return Optional.ofNullable(webhooks.get(webhookId));
    }

    @Override
    public Page<StoredWebhook> webhooks(String cursor, int limit) {
        List<StoredWebhook> all = webhooks.values().stream().filter(stored -> !stored.deleted()).toList();
        int from = cursor == null ? 0 : Integer.parseInt(cursor);
        int to = Math.min(from + limit, all.size());
        return new Page<>(
                all.subList(from, to), to < all.size() ? Optional.of(Integer.toString(to)) : Optional.empty());
    }

    @Override
    public List<StoredWebhook> changesSince(long since) {
        List<StoredWebhook> changes = webhooks.values().stream().filter(stored -> stored.version() > since).toList();
        afterRead.run();
        return changes;
    }

    @Override
    public Subscription subscribe(StoreListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public CompletionStage<List<AppendResult>> append(List<NewEvent> batch, Claimant claimant) {
        claimants.add(claimant == null ? NOBODY : claimant);
        return write(() -> batch.stream().map(event -> append(event, claimant)).toList());
    }

    /** What {@link #claimants} holds for an append on nobody's behalf. */
    static final Claimant NOBODY = new Claimant() {
        @Override
        public String node() {
            throw new AssertionError("nobody");
        }

        @Override
        public void claimed(List<ClaimedDelivery> claimed) {
            throw new AssertionError("nobody");
        }
    };

    private AppendResult append(NewEvent event, Claimant claimant) {
        String id = event.content().eventId();
        for (NewEvent stored : events) {
            if (stored.content().eventId().equals(id)) {
                return Arrays.equals(stored.provenanceHash(), event.provenanceHash())
                        ? new AppendResult.Stored(id, ids(stored.deliveries()), List.of(), true)
                        : new AppendResult.Refused(new WebhookException(Reason.CONFLICT, "event_id", "used: " + id));
            }
        }
        events.add(event);
        List<NewEvent.NewDelivery> made =
                event.deliveries().stream().filter(delivery -> receives(delivery.webhookId(), event.test())).toList();
        List<UUID> skipped = event.deliveries().stream()
                .filter(delivery -> !made.contains(delivery))
                .map(NewEvent.NewDelivery::webhookId)
                .toList();
        made.forEach(delivery -> deliveries.put(delivery.deliveryId(), pending(event, delivery)));
        if (claimant != null) {
            claimant.claimed(made.stream().map(delivery -> claimed(event, delivery)).toList());
        }
        return new AppendResult.Stored(id, ids(made), skipped, false);
    }

    private boolean receives(UUID webhookId, boolean test) {
        return registered(webhookId).filter(stored -> test || stored.webhook().active()).isPresent();
    }

    private static List<UUID> ids(List<NewEvent.NewDelivery> made) {
        return made.stream().map(NewEvent.NewDelivery::deliveryId).toList();
    }

    private ClaimedDelivery claimed(NewEvent event, NewEvent.NewDelivery delivery) {
        return new ClaimedDelivery(
                0, delivery.deliveryId(), new Lease(delivery.webhookId(), 1), event.content(), 0, clock, event.test(),
                event.terms().priority(), event.terms().expiresAt(), null, 0);
    }

    private Delivery pending(NewEvent event, NewEvent.NewDelivery delivery) {
        Instant now = Instant.ofEpochMilli(clock);
        return new Delivery(
                delivery.deliveryId().toString(), deliveries.size() + 1, delivery.webhookId().toString(),
                event.content().eventId(), event.content().type(), WebhookStatus.PENDING, Optional.empty(), 0,
                Optional.empty(), Optional.empty(), now, Optional.empty(), Optional.of(now),
                event.terms().priority(), Optional.ofNullable(event.terms().orderingKey()), Optional.empty(), Optional.empty(),
                Optional.empty(),
                HexFormat.of().formatHex(event.provenanceHash()));
    }

    @Override
    public CompletionStage<Optional<Redelivery>> recover(
            UUID webhookId, long since, long until, String cursor, int limit, Supplier<UUID> ids) {
        redeliveries.add("recover " + webhookId + " from " + since + " to " + until + " after " + cursor);
        return write(() -> redelivery);
    }

    @Override
    public CompletionStage<Optional<Redelivery>> replayFailed(
            UUID webhookId, long since, long until, String cursor, int limit, Supplier<UUID> ids) {
        redeliveries.add("replay " + webhookId + " from " + since + " to " + until + " after " + cursor);
        return write(() -> redelivery);
    }

    @Override
    public CompletionStage<Optional<Delivery>> replay(UUID deliveryId, UUID replayId) {
        return write(() -> Optional.ofNullable(deliveries.get(deliveryId)));
    }

    @Override
    public CompletionStage<Backup> backUp() {
        return write(() -> new Backup(Path.of("backup"), 1, Instant.ofEpochMilli(clock)));
    }

    @Override
    public Optional<String> problem() {
        return problem;
    }

    @Override
    public Optional<String> warning() {
        return warning;
    }

    @Override
    public Optional<Page<Delivery>> deliveries(UUID webhookId, DeliveryQuery query) {
        return webhook(webhookId).map(stored -> new Page<>(
                deliveries.values().stream().filter(delivery -> delivery.webhookId().equals(webhookId.toString())).toList(),
                Optional.empty()));
    }

    @Override
    public Optional<DeliveryHistory> delivery(UUID deliveryId) {
        return Optional.ofNullable(deliveries.get(deliveryId)).map(delivery -> new DeliveryHistory(delivery, List.of()));
    }

    @Override
    public CompletionStage<List<Lease>> claim(String node, Collection<UUID> wanted, int limit, Duration lease) {
        throw notHere();
    }

    @Override
    public CompletionStage<List<Lease>> renew(String node, Duration lease) {
        throw notHere();
    }

    @Override
    public CompletionStage<Void> release(String node, Collection<UUID> given) {
        throw notHere();
    }

    @Override
    public CompletionStage<DuePage> loadDue(Lease lease, long dueUntil, int limit, long maxBytes) {
        throw notHere();
    }

    @Override
    public CompletionStage<List<RecordResult>> record(List<Outcome> outcomes, int unhealthyAfter) {
        throw notHere();
    }

    private static UnsupportedOperationException notHere() {
        return new UnsupportedOperationException("only delivering needs it");
    }
}
