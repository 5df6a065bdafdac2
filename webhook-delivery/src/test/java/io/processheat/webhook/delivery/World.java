package io.processheat.webhook.delivery;

import io.processheat.webhook.DeliveryOptions;
import io.processheat.webhook.HealthStatus;
import io.processheat.webhook.Priority;
import io.processheat.webhook.Webhook;
import io.processheat.webhook.delivery.http.AddressGuard;
import io.processheat.webhook.delivery.http.CidrBlock;
import io.processheat.webhook.spi.Claimant;
import io.processheat.webhook.spi.ClaimedDelivery;
import io.processheat.webhook.spi.EventContent;
import io.processheat.webhook.spi.EventTerms;
import io.processheat.webhook.spi.NewEvent;
import io.processheat.webhook.spi.EndedDelivery;
import io.processheat.webhook.spi.StoreListener;
import io.processheat.webhook.spi.StoredWebhook;
import io.processheat.webhook.spi.WebhookChange;
import io.processheat.webhook.spi.WebhookStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** A lane with a store, receivers by script and a clock set by hand. */
final class World implements Claimant {

    static final LaneSettings SETTINGS = settings(8, 32 << 20, 5);

    /** Such settings, and all others as they are by default. */
    static LaneSettings settings(int maxInFlight, long queueBytes, int unhealthyAfter) {
        return new LaneSettings(new PaceSettings(maxInFlight, 50, 1_000), 512, 4_096, 12, queueBytes, 10_000, unhealthyAfter,
                900_000, 60_000);
    }

    static final RetrySchedules SCHEDULES =
            RetrySchedules.parse(List.of(RetrySchedules.DEFAULT_ENTRY, RetrySchedules.LONG_ENTRY));

    /** A plant's network that is a zone of its own. */
    static final List<CidrBlock> NETWORKS = List.of(CidrBlock.parse("10.20.0.0/16"));

    static final AddressGuard GUARD = new AddressGuard(NETWORKS, "allow.networks");

    static final OutageSettings OUTAGE = new OutageSettings(3, 30_000, 5_000, List.of(), 5_000, 1_500, 4, 1_000, 8);

    final ManualTime time = new ManualTime();
    final ManualLoop loop = new ManualLoop(time);
    final MemoryStore store = new MemoryStore(time::wall, loop::execute);
    final ScriptedSender sender = new ScriptedSender(time, loop);
    final StubSigner signer = new StubSigner();
    final ScriptedProber prober = new ScriptedProber(loop);
    final List<OutageNews> outages = new ArrayList<>();
    private final OutageSettings outageSettings;
    final List<UnhealthyWebhook> alarms = new ArrayList<>();
    UnhealthyListener unhealthy = alarms::add;
    final Watches watches = new Watches(store, Runnable::run);
    /** Shared, for a hundred thousand of them. */
    private final Map<Integer, byte[]> payloads = new HashMap<>();

    private final AtomicLong renewals = new AtomicLong();
    private WebhookStore.Subscription subscription = () -> {};
    private AtomicBoolean alive;
    Zones zones;
    Lane lane;

    World() {
        this(SETTINGS);
    }

    World(LaneSettings settings) {
        this(settings, OUTAGE);
    }

    World(OutageSettings outage) {
        this(SETTINGS, outage);
    }

    private World(LaneSettings settings, OutageSettings outage) {
        outageSettings = outage;
        start(settings);
    }

    /** A dispatcher without a past, as after a crash and a start. */
    void restart() {
        alive.set(false);
        store.release(node(), List.of());
        start(SETTINGS);
        lane.webhooksChanged(store.changesSince(0));
        claim();
    }

    private void start(LaneSettings settings) {
        subscription.close();
        alive = new AtomicBoolean(true);
        LaneParts parts = new LaneParts(
                store, stored -> new Receiver(stored, SCHEDULES, signer), watches, webhook -> unhealthy.becameUnhealthy(webhook),
                outages::add, Runnable::run, Runnable::run, renewals);
        Loop mortal = new MortalLoop(loop, alive);
        zones = new Zones(GUARD, NETWORKS, outageSettings, 1, mortal, prober, outages::add);
        zones.start();
        lane = new Lane(mortal, settings, parts, zones, sender);
        subscription = store.subscribe(new LaneListener(lane));
    }

    /** Registers a webhook at this host; the lane owns it. */
    UUID webhook(String host) {
        return webhook(host, "default", true);
    }

    UUID webhook(String host, String retrySchedule, boolean active) {
        return webhook(host, DeliveryOptions.DEFAULT.withRetrySchedule(retrySchedule), active);
    }

    UUID webhook(String host, DeliveryOptions options, boolean active) {
        UUID id = UUID.randomUUID();
        Webhook shown = new Webhook(id.toString(), "https://" + host + "/hook?token=hidden", new TreeSet<>(Set.of("alarm.triggered")),
                Map.of(), options, active, false, HealthStatus.HEALTHY, 0, Optional.empty(), Instant.EPOCH);
        store.insertWebhook(new StoredWebhook(id, shown, List.of(), false, 0));
        claim();
        return id;
    }

    void activate(UUID webhookId, boolean active) {
        store.updateWebhook(webhookId, new WebhookChange(null, null, null, null, active, null, null));
        loop.settle();
    }

    void pause(UUID webhookId, boolean paused) {
        store.updateWebhook(webhookId, new WebhookChange(null, null, null, null, null, paused, null));
        loop.settle();
    }

    void claim() {
        store.claim(node(), List.of(), Integer.MAX_VALUE, Duration.ofMinutes(1)).thenAccept(lane::leased);
        loop.settle();
    }

    /** One round of renewing. */
    void renew() {
        long round = beginRenewal();
        store.renew(node(), Duration.ofMinutes(1)).thenAccept(leases -> lane.renewed(Set.copyOf(leases), round));
        loop.settle();
    }

    long beginRenewal() {
        return renewals.incrementAndGet();
    }

    UUID publish(UUID webhookId) {
        return publish(webhookId, 1_000);
    }

    UUID publish(UUID webhookId, int bytes) {
        UUID id = append(webhookId, bytes, false);
        loop.settle();
        return id;
    }

    UUID publish(UUID webhookId, EventTerms terms) {
        return publish(webhookId, 1, terms).get(0);
    }

    UUID publish(UUID webhookId, String orderingKey) {
        return publish(webhookId, key(orderingKey));
    }

    static EventTerms key(String orderingKey) {
        return new EventTerms(Priority.LOW, orderingKey, EventTerms.NEVER);
    }

    /** Publishes so many events to a webhook in one commit. */
    List<UUID> publish(UUID webhookId, int count, EventTerms terms) {
        List<NewEvent> events = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            NewEvent.NewDelivery delivery = new NewEvent.NewDelivery(UUID.randomUUID(), webhookId);
            events.add(event(1_000, List.of(delivery), terms, false));
        }
        store.append(events, this);
        loop.settle();
        return events.stream().map(event -> event.deliveries().get(0).deliveryId()).toList();
    }

    /** Publishes to all of these in one commit. */
    List<UUID> publishToAll(List<UUID> webhookIds) {
        List<NewEvent.NewDelivery> deliveries =
                webhookIds.stream().map(id -> new NewEvent.NewDelivery(UUID.randomUUID(), id)).toList();
        store.append(List.of(event(1_000, deliveries, EventTerms.NONE, false)), this);
        loop.settle();
        return deliveries.stream().map(NewEvent.NewDelivery::deliveryId).toList();
    }

    /** Appends while no dispatcher is there to claim it. */
    UUID publishUnclaimed(UUID webhookId) {
        return publishUnclaimed(webhookId, EventTerms.NONE);
    }

    UUID publishUnclaimed(UUID webhookId, EventTerms terms) {
        NewEvent.NewDelivery delivery = new NewEvent.NewDelivery(UUID.randomUUID(), webhookId);
        store.append(List.of(event(1_000, List.of(delivery), terms, false)), null);
        return delivery.deliveryId();
    }

    UUID test(UUID webhookId) {
        UUID id = append(webhookId, 100, true);
        loop.settle();
        return id;
    }

    void elapse(long millis) {
        loop.elapse(millis);
    }

    CompletableFuture<Void> stop(long drainMillis) {
        CompletableFuture<Void> stopped = lane.stop(drainMillis);
        loop.settle();
        return stopped;
    }

    @Override
    public String node() {
        return "node";
    }

    @Override
    public void claimed(List<ClaimedDelivery> deliveries) {
        lane.claimed(deliveries);
    }

    private UUID append(UUID webhookId, int bytes, boolean test) {
        NewEvent.NewDelivery delivery = new NewEvent.NewDelivery(UUID.randomUUID(), webhookId);
        store.append(List.of(event(bytes, List.of(delivery), EventTerms.NONE, test)), this);
        return delivery.deliveryId();
    }

    private NewEvent event(int bytes, List<NewEvent.NewDelivery> deliveries, EventTerms terms, boolean test) {
        EventContent content =
                new EventContent(UUID.randomUUID().toString(), "alarm.triggered", time.wall(), payloads.computeIfAbsent(bytes, byte[]::new));
        return new NewEvent(content, false, new byte[32], null, deliveries, terms, test);
    }

    /** Tells the lane what the store tells. */
    private record LaneListener(Lane lane) implements StoreListener {

        @Override
        public void webhooksChanged(List<StoredWebhook> webhooks) {
            lane.webhooksChanged(webhooks);
        }

        @Override
        public void deliveriesAvailable(Collection<UUID> webhookIds) {
            lane.deliveriesAvailable(webhookIds);
        }

        @Override
        public void deliveriesEnded(Collection<EndedDelivery> ended) {
            lane.deliveriesEnded(ended);
        }
    }

    /** A loop that a crash ends. */
    private record MortalLoop(Loop loop, AtomicBoolean alive) implements Loop {

        @Override
        public void execute(Runnable task) {
            loop.execute(ifAlive(task));
        }

        @Override
        public Timer schedule(Runnable task, long delayMillis) {
            return loop.schedule(ifAlive(task), delayMillis);
        }

        @Override
        public long nanoTime() {
            return loop.nanoTime();
        }

        private Runnable ifAlive(Runnable task) {
            return () -> {
                if (alive.get()) {
                    task.run();
                }
            };
        }
    }
}
