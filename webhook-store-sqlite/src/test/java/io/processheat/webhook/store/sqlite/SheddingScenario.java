package io.processheat.webhook.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.Delivery;
import io.processheat.webhook.Priority;
import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.spi.ClaimedDelivery;
import io.processheat.webhook.spi.EndedDelivery;
import io.processheat.webhook.spi.EventTerms;
import io.processheat.webhook.spi.Lease;
import io.processheat.webhook.spi.NewEvent;
import io.processheat.webhook.spi.Outcome;
import io.processheat.webhook.spi.RecordResult;
import io.processheat.webhook.spi.RecordingClaimant;
import io.processheat.webhook.spi.Samples;
import io.processheat.webhook.spi.StoreListener;
import io.processheat.webhook.spi.StoredWebhook;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A store with a small quota that sheds, and somebody who fills it. */
abstract class SheddingScenario {

    static final long QUOTA = 16 * SmallBounds.MIB;
    static final int BATCH = 20;
    static final String PAYLOAD = "{\"p\": \"" + "x".repeat(3_800) + "\"}";

    final RecordingClaimant dispatcher = new RecordingClaimant("node");
    final List<EndedDelivery> ended = new CopyOnWriteArrayList<>();
    final Set<UUID> available = ConcurrentHashMap.newKeySet();

    @TempDir
    Path folder;

    SqliteStore store;
    UUID webhook;

    @BeforeEach
    void open() throws Exception {
        reopen();
        webhook = Stores.register(store);
    }

    @AfterEach
    void close() {
        store.close();
        Stores.assertSound(folder);
    }

    void reopen() throws Exception {
        if (store != null) {
            store.close();
        }
        store = new SqliteStore(folder, System::currentTimeMillis, SmallBounds.shedding(QUOTA));
        store.subscribe(new Notes());
    }

    /** @return the deliveries */
    List<UUID> publish(Priority priority, String key, int events, UUID... webhooks) {
        EventTerms terms = new EventTerms(priority, key, EventTerms.NEVER);
        List<NewEvent> batch = new ArrayList<>();
        List<UUID> made = new ArrayList<>();
        for (int number = 0; number < events; number++) {
            NewEvent plain = Samples.event(UUID.randomUUID().toString(), PAYLOAD, webhooks);
            batch.add(new NewEvent(
                    plain.content(), true, plain.provenanceHash(), null, plain.deliveries(), terms, false));
            plain.deliveries().forEach(delivery -> made.add(delivery.deliveryId()));
        }
        Stores.await(store.append(batch, dispatcher));
        number("SELECT 1"); // the hand-over and what was shed are told before it
        return made;
    }

    List<UUID> publishUntilShed(Priority priority, UUID... webhooks) {
        int before = ended.size();
        List<UUID> made = new ArrayList<>();
        while (ended.size() == before) {
            assertTrue(made.size() * PAYLOAD.length() < 2 * QUOTA, "nothing was shed");
            made.addAll(publish(priority, null, BATCH, webhooks));
        }
        return made;
    }

    /** Until each batch sheds as much as it brings. */
    List<UUID> publishUntilFull(Priority priority, UUID... webhooks) {
        List<UUID> made = publishUntilShed(priority, webhooks);
        made.addAll(publishUntilShed(priority, webhooks));
        return made;
    }

    List<UUID> publishWhileAnyIsPending(List<UUID> others, Priority priority) {
        List<UUID> made = new ArrayList<>();
        List<UUID> newest = others.subList(others.size() - 1, others.size());
        while (!pending(newest).isEmpty()) {
            made.addAll(publish(priority, null, BATCH, webhook));
        }
        return made;
    }

    List<UUID> pending(List<UUID> deliveries) {
        List<UUID> pending = new ArrayList<>();
        for (UUID id : deliveries) {
            store.delivery(id)
                    .filter(history -> history.delivery().status() == WebhookStatus.PENDING)
                    .ifPresent(history -> pending.add(id));
        }
        return pending;
    }

    Delivery delivery(UUID id) {
        return store.delivery(id).orElseThrow().delivery();
    }

    List<ClaimedDelivery> due(Lease lease) {
        return Stores.await(store.loadDue(lease, store.now(), 10, Long.MAX_VALUE)).deliveries();
    }

    RecordResult record(Outcome outcome) {
        return Stores.await(store.record(List.of(outcome), 5)).get(0);
    }

    long unfinished() {
        return number("SELECT count(*) FROM deliveries WHERE status IN (0, 2, 4)");
    }

    long number(String sql) {
        return Stores.await(store.submit(new Operation<>(
                transaction -> Sql.number(transaction.session().connection(), sql).orElseThrow())));
    }

    /** What a dispatcher would hear. */
    private final class Notes implements StoreListener {

        @Override
        public void webhooksChanged(List<StoredWebhook> webhooks) {
            // Only deliveries matter here.
        }

        @Override
        public void deliveriesAvailable(Collection<UUID> webhookIds) {
            available.addAll(webhookIds);
        }

        @Override
        public void deliveriesEnded(Collection<EndedDelivery> deliveries) {
            ended.addAll(deliveries);
        }
    }
}
