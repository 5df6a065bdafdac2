package io.processheat.webhook.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.Delivery;
import io.processheat.webhook.DeliveryOptions;
import io.processheat.webhook.Priority;
import io.processheat.webhook.WebhookStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chapter of {@link WebhookStoreContract}: whatever happens in whatever order, nobody overtakes and nobody is stuck. */
abstract class OrderAtRandomContract extends StoreScenario {

    private static final int STEPS = 120;
    private static final int NEVER_UNHEALTHY = 1_000_000;
    private static final String COALESCED = "calculation.completed";
    private static final List<String> KEYS = List.of("boiler", "furnace", "dryer");

    private final Set<UUID> letGo = new HashSet<>();
    private final Map<String, Long> told = new HashMap<>();
    private StoredWebhook webhook;
    private Lease lease;
    private Random random;

    OrderAtRandomContract(WebhookStoreContract contract) {
        super(contract);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void keepsEachKeyInOrder(long seed) {
        random = new Random(seed);
        webhook = change(register(), DeliveryOptions.NONE.withCoalesce(Set.of(COALESCED)));
        lease = claim(dispatcher, webhook);
        for (int step = 0; step < STEPS; step++) {
            doSomething();
            assertOrder(seed + "/" + step);
        }
        drain();
        assertEquals(List.of(), unfinished());
    }

    private void doSomething() {
        int choice = random.nextInt(100);
        if (choice < 45) {
            publishSome();
        } else if (choice < 85) {
            recordOne();
        } else if (choice < 89) {
            deactivateAndActivate();
        } else if (choice < 93) {
            restart();
        } else if (choice < 97) {
            replayOne();
        } else {
            await(store.recover(webhook.id(), 0, Long.MAX_VALUE, null, 100, UUID::randomUUID));
        }
    }

    private void publishSome() {
        List<NewEvent> batch = new ArrayList<>();
        for (int number = random.nextInt(3); number >= 0; number--) {
            String key = random.nextInt(5) == 0 ? null : KEYS.get(random.nextInt(KEYS.size()));
            Priority priority = Priority.values()[random.nextInt(Priority.values().length)];
            String type = random.nextInt(4) == 0 ? COALESCED : Samples.TYPE;
            batch.add(Samples.event(type, new EventTerms(priority, key, EventTerms.NEVER), webhook.id()));
        }
        await(store.append(batch, random.nextBoolean() ? dispatcher : null));
    }

    private void recordOne() {
        List<ClaimedDelivery> due = due();
        if (!due.isEmpty()) {
            record(due, due.get(random.nextInt(due.size())), random.nextInt(10));
        }
    }

    private void record(List<ClaimedDelivery> before, ClaimedDelivery delivery, int choice) {
        Outcome outcome = outcome(delivery, choice);
        RecordResult result = await(store.record(List.of(outcome), NEVER_UNHEALTHY)).get(0);
        assertTrue(result.applied());
        if (outcome.next() == WebhookStatus.SENT && delivery.order() != null) {
            told.merge(key(delivery), delivery.order().number(), Math::max);
        }
        if (outcome.next() == WebhookStatus.RETRYING && !outcome.holdsKey()) {
            letGo.add(delivery.deliveryId());
        }
        Set<UUID> newlyDue = new HashSet<>(ids(due()));
        newlyDue.removeAll(ids(before));
        Set<UUID> successor = result.successor() == null ? Set.of() : Set.of(result.successor().deliveryId());
        assertEquals(successor, newlyDue, "whose turn has come is the successor");
    }

    private Outcome outcome(ClaimedDelivery delivery, int choice) {
        return switch (choice) {
            case 0, 1 -> Samples.retrying(delivery, clock.now(), clock.now());
            case 2 -> Samples.lettingGo(delivery, clock.now(), clock.now());
            case 3 -> Samples.failed(delivery, clock.now());
            case 4 -> Samples.expired(delivery);
            default -> Samples.sent(delivery, clock.now());
        };
    }

    private void deactivateAndActivate() {
        await(store.updateWebhook(webhook.id(), DEACTIVATE));
        publishSome();
        await(store.updateWebhook(webhook.id(), ACTIVATE));
    }

    private void restart() {
        reopen();
        lease = claim(dispatcher, webhook);
    }

    private void replayOne() {
        List<Delivery> finished = new ArrayList<>(listed(webhook, WebhookStatus.SENT));
        finished.addAll(listed(webhook, WebhookStatus.FAILED));
        if (!finished.isEmpty()) {
            UUID id = UUID.fromString(finished.get(random.nextInt(finished.size())).id());
            assertTrue(await(store.replay(id, UUID.randomUUID())).isPresent());
        }
    }

    private void assertOrder(String where) {
        Map<UUID, ClaimedDelivery> due =
                due().stream().collect(Collectors.toMap(ClaimedDelivery::deliveryId, delivery -> delivery));
        Map<String, List<Delivery>> byKey = unfinished().stream()
                .filter(delivery -> delivery.orderingKey().isPresent())
                .filter(delivery -> !letGo.contains(UUID.fromString(delivery.id())))
                .collect(Collectors.groupingBy(delivery -> delivery.orderingKey().get()));
        byKey.forEach((key, unfinished) -> {
            Delivery oldest = unfinished.get(unfinished.size() - 1);
            List<String> holders = unfinished.stream()
                    .map(Delivery::id)
                    .filter(id -> due.containsKey(UUID.fromString(id)))
                    .toList();
            assertEquals(List.of(oldest.id()), holders, where + ": the oldest of " + key + " alone has the turn");
            assertEquals(
                    told.getOrDefault(key, 0L),
                    due.get(UUID.fromString(oldest.id())).order().toldThrough(),
                    where + ": what the receiver of " + key + " knows");
        });
    }

    private void drain() {
        for (List<ClaimedDelivery> due = due(); !due.isEmpty(); due = due()) {
            due.forEach(delivery -> record(due(), delivery, 9));
        }
    }

    private List<ClaimedDelivery> due() {
        DuePage page = await(store.loadDue(lease, clock.now(), 1_000, Long.MAX_VALUE));
        assertTrue(page.complete());
        return page.deliveries();
    }

    /** Newest first. */
    private List<Delivery> unfinished() {
        List<Delivery> all = new ArrayList<>(listed(webhook, WebhookStatus.PENDING));
        all.addAll(listed(webhook, WebhookStatus.RETRYING));
        all.sort((left, right) -> Long.compare(right.sequence(), left.sequence()));
        return all;
    }

    private String key(ClaimedDelivery delivery) {
        Optional<String> key = delivery(delivery).orderingKey();
        return Objects.requireNonNull(key.orElse(null), "a delivery with a number has a key");
    }
}
