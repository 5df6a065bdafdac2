package io.processheat.webhook.delivery;

import io.processheat.webhook.Backup;
import io.processheat.webhook.Delivery;
import io.processheat.webhook.DeliveryHistory;
import io.processheat.webhook.DeliveryQuery;
import io.processheat.webhook.FailureReason;
import io.processheat.webhook.HealthStatus;
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
import io.processheat.webhook.spi.EndedDelivery;
import io.processheat.webhook.spi.StoreListener;
import io.processheat.webhook.spi.StoredWebhook;
import io.processheat.webhook.spi.WebhookChange;
import io.processheat.webhook.spi.WebhookStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What the dispatcher needs of a store, in memory. Effects are immediate; results are handed out by an executor, in order. */
final class MemoryStore implements WebhookStore {

    private static final RecordResult REFUSED = new RecordResult(false, false, null);

    private final LongSupplier clock;
    private final Executor handOut;
    private final Map<UUID, StoredWebhook> webhooks = new LinkedHashMap<>();
    private final MemoryDeliveries deliveries = new MemoryDeliveries();
    private final MemoryLeases leases = new MemoryLeases();
    private final List<StoreListener> listeners = new ArrayList<>();
    private final List<List<Outcome>> recorded = new ArrayList<>();
    private long version;
    private boolean recordFails;
    private int loads;
    private boolean pagesHeld;
    private boolean listenerRefused;
    private final List<Runnable> heldPages = new ArrayList<>();
    private boolean recordsHeld;
    private final List<Runnable> heldRecords = new ArrayList<>();

    MemoryStore(LongSupplier clock, Executor handOut) {
        this.clock = clock;
        this.handOut = handOut;
    }

    // ---- for tests

    synchronized void recordFails(boolean fails) {
        recordFails = fails;
    }

    /** All batches recorded so far. */
    synchronized List<List<Outcome>> recorded() {
        return List.copyOf(recorded);
    }

    /** Whether pages are kept back once they are made, while other results are handed out. */
    synchronized void holdPages(boolean held) {
        pagesHeld = held;
        heldPages.forEach(Runnable::run);
        heldPages.clear();
    }

    /** Whether records take as long as this lasts. */
    synchronized void holdRecords(boolean held) {
        recordsHeld = held;
        heldRecords.forEach(handOut::execute);
        heldRecords.clear();
    }

    synchronized void refuseNextListener() {
        listenerRefused = true;
    }

    synchronized int loads() {
        return loads;
    }

    synchronized WebhookStatus status(UUID deliveryId) {
        return deliveries.get(deliveryId).status;
    }

    synchronized String orderingKey(UUID deliveryId) {
        return deliveries.get(deliveryId).terms.orderingKey();
    }

    synchronized Optional<FailureReason> reason(UUID deliveryId) {
        return deliveries.get(deliveryId).reason;
    }

    synchronized boolean allSent() {
        for (MemoryRow row : deliveries.all()) {
            if (row.status != WebhookStatus.SENT) {
                return false;
            }
        }
        return true;
    }

    /** Ends a delivery as maintenance does; the turn it held passes on without an outcome. */
    synchronized void expire(UUID deliveryId) {
        MemoryRow row = deliveries.get(deliveryId);
        deliveries.end(row, FailureReason.EXPIRED);
        tellAvailable(row.webhookId);
    }

    /** Gives deliveries up, as a store does that is full. */
    synchronized void shed(List<UUID> deliveryIds) {
        List<EndedDelivery> ended = new ArrayList<>();
        for (UUID id : deliveryIds) {
            MemoryRow row = deliveries.get(id);
            deliveries.end(row, FailureReason.SHED);
            ended.add(new EndedDelivery(row.webhookId, row.sequence));
        }
        List.copyOf(listeners).forEach(listener -> handOut.execute(() -> listener.deliveriesEnded(ended)));
    }

    synchronized void tellAvailable(UUID webhookId) {
        List.copyOf(listeners).forEach(listener -> handOut.execute(() -> listener.deliveriesAvailable(List.of(webhookId))));
    }

    /** Another node takes the webhook; its deliveries stay as they are. */
    synchronized void takeAway(UUID webhookId) {
        leases.own("another", webhookId);
    }

    synchronized void giveBack(UUID webhookId) {
        leases.free(webhookId);
    }

    private synchronized <T> CompletionStage<T> later(T result) {
        CompletableFuture<T> stage = new CompletableFuture<>();
        handOut.execute(() -> stage.complete(result));
        return stage;
    }

    // ---- webhooks

    @Override
    public long now() {
        return clock.getAsLong();
    }

    @Override
    public synchronized CompletionStage<StoredWebhook> insertWebhook(StoredWebhook webhook) {
        return later(put(webhook, webhook.webhook(), false));
    }

    private StoredWebhook put(StoredWebhook webhook, Webhook shown, boolean deleted) {
        StoredWebhook stored = new StoredWebhook(webhook.id(), shown, webhook.secrets(), deleted, ++version);
        webhooks.put(stored.id(), stored);
        List.copyOf(listeners).forEach(listener -> handOut.execute(() -> listener.webhooksChanged(List.of(stored))));
        return stored;
    }

    private static Webhook paused(Webhook webhook, boolean paused) {
        return new Webhook(webhook.id(), webhook.url(), webhook.events(), webhook.metadata(), webhook.options(),
                webhook.active(), paused, webhook.health(), webhook.consecutiveFailures(), webhook.lastTriggeredAt(),
                webhook.createdAt());
    }

    private static Webhook with(Webhook webhook, boolean active, HealthStatus health, int failures) {
        return new Webhook(webhook.id(), webhook.url(), webhook.events(), webhook.metadata(), webhook.options(),
                active, webhook.paused(), health, failures, webhook.lastTriggeredAt(), webhook.createdAt());
    }

    @Override
    public synchronized CompletionStage<Optional<StoredWebhook>> updateWebhook(UUID id, WebhookChange change) {
        StoredWebhook old = webhooks.get(id);
        Webhook shown = old.webhook();
        if (change.paused() != null) {
            return later(Optional.of(put(old, paused(shown, change.paused()), false)));
        }
        if (!change.active()) {
            deliveries.endAll(id, FailureReason.DEACTIVATED);
        }
        return later(Optional.of(put(old, with(shown, change.active(), HealthStatus.HEALTHY, 0), false)));
    }

    @Override
    public synchronized CompletionStage<Boolean> deleteWebhook(UUID id) {
        StoredWebhook old = webhooks.get(id);
        deliveries.endAll(id, FailureReason.UNREGISTERED);
        put(old, old.webhook(), true);
        return later(true);
    }

    @Override
    public synchronized Optional<StoredWebhook> webhook(UUID id) {
        return Optional.ofNullable(webhooks.get(id));
    }

    @Override
    public synchronized Page<StoredWebhook> webhooks(String cursor, int limit) {
        int from = cursor == null ? 0 : Integer.parseInt(cursor);
        List<StoredWebhook> all = webhooks.values().stream().filter(webhook -> !webhook.deleted()).toList();
        int to = Math.min(all.size(), from + limit);
        return new Page<>(all.subList(from, to), to == all.size() ? Optional.empty() : Optional.of(String.valueOf(to)));
    }

    @Override
    public synchronized List<StoredWebhook> changesSince(long since) {
        return webhooks.values().stream().filter(webhook -> webhook.version() > since).toList();
    }

    @Override
    public synchronized Subscription subscribe(StoreListener listener) {
        if (listenerRefused) {
            listenerRefused = false;
            throw new WebhookException(Reason.UNAVAILABLE, "closing");
        }
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    // ---- publishing

    @Override
    public synchronized CompletionStage<List<AppendResult>> append(List<NewEvent> batch, Claimant claimant) {
        List<AppendResult> results = new ArrayList<>();
        List<ClaimedDelivery> claimed = new ArrayList<>();
        for (NewEvent event : batch) {
            for (NewEvent.NewDelivery made : event.deliveries()) {
                MemoryRow row = new MemoryRow(deliveries.count() + 1, made.deliveryId(), made.webhookId(), event.content(),
                        event.terms(), event.test(), now());
                boolean owned = claimant != null && leases.owns(claimant.node(), row.webhookId);
                ClaimedDelivery added =
                        deliveries.add(row, webhooks.get(row.webhookId).webhook(), leases.of(row.webhookId));
                if (owned && added != null) {
                    claimed.add(added);
                }
            }
            List<UUID> ids = event.deliveries().stream().map(NewEvent.NewDelivery::deliveryId).toList();
            results.add(new AppendResult.Stored(event.content().eventId(), ids, List.of(), false));
        }
        if (!claimed.isEmpty()) {
            handOut.execute(() -> claimant.claimed(claimed));
        }
        return later(results);
    }

    // ---- ownership

    @Override
    public synchronized CompletionStage<List<Lease>> claim(
            String node, Collection<UUID> wanted, int limit, Duration lease) {
        Collection<UUID> from = wanted.isEmpty() ? webhooks.keySet() : wanted;
        return later(leases.claim(node, from, limit));
    }

    @Override
    public synchronized CompletionStage<List<Lease>> renew(String node, Duration lease) {
        return later(leases.ownedBy(node));
    }

    @Override
    public synchronized CompletionStage<Void> release(String node, Collection<UUID> released) {
        leases.release(node);
        return later(null);
    }

    // ---- delivering

    @Override
    public synchronized CompletionStage<DuePage> loadDue(Lease lease, long dueUntil, int limit, long maxBytes) {
        loads++;
        Webhook webhook = webhooks.get(lease.webhookId()).webhook();
        boolean delivers = webhook.active() && !webhook.paused();
        return handOutPage(deliveries.page(leases.of(lease.webhookId()), !delivers, dueUntil, limit, maxBytes));
    }

    private CompletionStage<DuePage> handOutPage(DuePage page) {
        if (!pagesHeld) {
            return later(page);
        }
        CompletableFuture<DuePage> stage = new CompletableFuture<>();
        heldPages.add(() -> stage.complete(page));
        return stage;
    }

    @Override
    public synchronized CompletionStage<List<RecordResult>> record(List<Outcome> outcomes, int unhealthyAfter) {
        if (recordFails) {
            return CompletableFuture.failedFuture(new WebhookException(Reason.UNAVAILABLE, "closing"));
        }
        recorded.add(List.copyOf(outcomes));
        List<RecordResult> results = outcomes.stream().map(outcome -> record(outcome, unhealthyAfter)).toList();
        if (!recordsHeld) {
            return later(results);
        }
        CompletableFuture<List<RecordResult>> stage = new CompletableFuture<>();
        heldRecords.add(() -> stage.complete(results));
        return stage;
    }

    private RecordResult record(Outcome outcome, int unhealthyAfter) {
        MemoryRow row = deliveries.get(outcome.delivery().deliveryId());
        boolean current = outcome.delivery().lease().equals(leases.of(row.webhookId));
        int attemptsBefore = outcome.attempt() == null ? outcome.delivery().attempts() : outcome.attempt().number() - 1;
        if (!current || row.attempts.size() != attemptsBefore) {
            return REFUSED;
        }
        Optional.ofNullable(outcome.attempt()).ifPresent(row.attempts::add);
        if (row.status.isFinal() && outcome.next() != WebhookStatus.SENT) {
            return REFUSED;
        }
        ClaimedDelivery successor = deliveries.apply(outcome, leases.of(row.webhookId));
        boolean unhealthy = outcome.countsForHealth() && judgeHealth(outcome, row.webhookId, unhealthyAfter);
        return new RecordResult(true, unhealthy, successor);
    }

    private boolean judgeHealth(Outcome outcome, UUID webhookId, int unhealthyAfter) {
        StoredWebhook old = webhooks.get(webhookId);
        Webhook shown = old.webhook();
        int failures = switch (outcome.next()) {
            case SENT -> 0;
            case FAILED -> shown.consecutiveFailures() + 1;
            default -> shown.consecutiveFailures();
        };
        if (shown.active() && (failures >= unhealthyAfter || outcome.reason() == FailureReason.GONE)) {
            deliveries.endAll(webhookId, FailureReason.DEACTIVATED);
            put(old, with(shown, false, HealthStatus.UNHEALTHY, failures), false);
            return true;
        }
        Webhook counted = with(shown, shown.active(), shown.health(), failures);
        webhooks.put(webhookId, new StoredWebhook(webhookId, counted, old.secrets(), old.deleted(), old.version()));
        return false;
    }

    // ---- reading

    @Override
    public Optional<Page<Delivery>> deliveries(UUID webhookId, DeliveryQuery query) {
        throw new UnsupportedOperationException("no dispatcher lists deliveries");
    }

    @Override
    public synchronized Optional<DeliveryHistory> delivery(UUID deliveryId) {
        return Optional.ofNullable(deliveries.get(deliveryId)).map(row -> new DeliveryHistory(row.shown(), row.attempts));
    }

    @Override
    public CompletionStage<Optional<Redelivery>> recover(
            UUID webhookId, long since, long until, String cursor, int limit, Supplier<UUID> ids) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Optional<Redelivery>> replayFailed(
            UUID webhookId, long since, long until, String cursor, int limit, Supplier<UUID> ids) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Optional<Delivery>> replay(UUID deliveryId, UUID replayId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Backup> backUp() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<String> problem() {
        return Optional.empty();
    }
}
